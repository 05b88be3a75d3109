package dev.trimtab.place.plan;

import java.time.Duration;

/// How to plan.
///
/// @param timeLimit zero for the greedy plan and a bound
/// @param seed the same gives the same plan, as far as time lets every step end
public record PlanSettings(Risk risk, Duration timeLimit, long seed) {
  /// What a plan's cost counts.
  public enum Risk {
    /// The price and the expected cost of interruptions.
    NEUTRAL,
    /// The price alone.
    PRICE_ONLY;

    public String label() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }
}
