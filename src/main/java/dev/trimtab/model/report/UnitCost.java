package dev.trimtab.model.report;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// What the units of a business metric cost in a period. A day without a count is missing, not
/// zero, and so is a day whose cost is not known.
///
/// @param days days that have a count
/// @param units counted on these days
/// @param llm LLM cost of the days on which it is known
/// @param infrastructure the same of infrastructure; of no days where the metric is by model
public record UnitCost(
    String metric, Scope scope, int days, BigDecimal units, Part llm, Part infrastructure) {
  /// Whose cost stands against the units; empty for all.
  public record Scope(String team, String namespace, String model) {}

  /// Cost of the days on which both it and the count are known.
  ///
  /// @param units counted on these days; null where there are none
  /// @param cost null where there are none
  public record Part(int days, @Nullable BigDecimal units, @Nullable BigDecimal cost) {}
}
