package dev.trimtab.model.report;

import java.math.BigDecimal;
import java.time.LocalDate;

/// What a bill charged for a cluster's nodes on a day, beside what was allocated of them.
///
/// @param category the FOCUS service category
/// @param billed as invoiced, in the report's currency
/// @param effective with commitments spread over their use: what allocation should come to
/// @param allocated to containers, idle and shared
public record BilledDay(
    LocalDate day,
    String provider,
    String category,
    String cluster,
    BigDecimal billed,
    BigDecimal effective,
    BigDecimal allocated) {}
