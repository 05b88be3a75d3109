package dev.trimtab.report;

import dev.trimtab.model.cost.DailyCost.Kind;
import dev.trimtab.model.report.CostRow;
import java.math.BigDecimal;

/// A row of the Fact sheet with its cost in whole cents.
///
/// @param team as the sheets spell it: one spelling per team, never empty
public record CentRow(CostRow row, Kind kind, String team, BigDecimal cents) {}
