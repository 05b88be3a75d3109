package dev.trimtab.model.llm;

import dev.trimtab.units.Money;
import java.time.LocalDate;

/// What was computed for a provider's project on a UTC day, against the provider's own report: a
/// row of `finops.llm_reconciliation`. The difference is told and never spread over anybody.
///
/// @param project project or workspace id; empty where the provider reports none
/// @param computed tokens x price, after discounts, of what the provider reports at all
/// @param reported usage by the provider's report; its credits, purchases and taxes are not in it
/// @param unreported computed cost that the provider never puts into its report
/// @param credits credits and refunds of the report; no token explains them
/// @param other purchases, adjustments and taxes of the report
/// @param rounding of the difference, as much as the report's rounding of its lines may explain
/// @param unexplained what is left of the difference
/// @param note why, in words, or empty
public record LlmDifference(
    LocalDate day,
    String provider,
    String project,
    Money computed,
    Money reported,
    Money unreported,
    Money credits,
    Money other,
    Money rounding,
    Money unexplained,
    String note) {
  public Money difference() {
    return computed.minus(reported);
  }
}
