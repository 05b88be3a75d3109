package dev.trimtab.report;

import dev.trimtab.model.cost.DailyCost.Kind;
import dev.trimtab.model.report.CostRow;
import java.math.BigDecimal;

/// A row of the Fact sheet with its cost in whole cents.
///
/// @param team as the sheets spell it: one spelling per team, never empty
/// @param costCentre of LLM spend, spelt likewise; empty for infrastructure
/// @param environment the same
public record CentRow(
    CostRow row, Kind kind, String team, String costCentre, String environment, BigDecimal cents) {
  CentRow of(BigDecimal amount) {
    return new CentRow(row, kind, team, costCentre, environment, amount);
  }
}
