package dev.trimtab.model.usage;

import java.time.LocalDate;

/// The highest value that a gauge of a container had on a day (UTC), or on the part of it that was
/// read.
///
/// @param highest in the gauge's unit
public record GaugeDay(PodContainer subject, LocalDate day, Gauge gauge, double highest) {}
