package dev.trimtab.model.report;

import java.math.BigDecimal;

/// What a bill charged for a service in the report's period.
///
/// @param onNodes the part of `effective` that is for the nodes of known clusters, which is what
///   this report allocates
public record BilledService(
    String provider,
    String category,
    String service,
    BigDecimal billed,
    BigDecimal effective,
    BigDecimal onNodes) {}
