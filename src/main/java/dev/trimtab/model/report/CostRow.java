package dev.trimtab.model.report;

import java.math.BigDecimal;
import java.time.LocalDate;

/// A row of the Fact sheet; its columns carry FOCUS names, ours with `x_`.
///
/// @param effectiveCost in the report's currency, as stored (not yet rounded)
/// @param costCentre of LLM spend by the attribution map; empty where nobody said
/// @param environment the same
public record CostRow(
    LocalDate day,
    String provider,
    String serviceName,
    String cluster,
    String namespace,
    String team,
    String kind,
    String sku,
    BigDecimal quantity,
    String unit,
    BigDecimal effectiveCost,
    String priceBasis,
    String costCentre,
    String environment) {}
