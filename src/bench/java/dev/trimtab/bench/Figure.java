package dev.trimtab.bench;

import java.util.Locale;

/// A measured figure beside the target it has to meet.
///
/// @param unit what `measured` and `target` are counted in
/// @param goal which side of the target is the good one
public record Figure(String name, double measured, double target, String unit, Goal goal) {
  /// The good side of a target; the target itself is good, too.
  public enum Goal {
    AT_LEAST("≥"),
    AT_MOST("≤");

    private final String sign;

    Goal(String sign) {
      this.sign = sign;
    }
  }

  /// Whether the measured is on the good side.
  public boolean met() {
    return switch (goal) {
      case AT_LEAST -> measured >= target;
      case AT_MOST -> measured <= target;
    };
  }

  /// Both in a line.
  public String line() {
    return String.format(
        Locale.ROOT,
        "%-52s %,12.2f %-7s target %s %s  %s",
        name,
        measured,
        unit,
        goal.sign,
        target == Math.rint(target) ? "%,.0f".formatted(target) : "%,.2f".formatted(target),
        met() ? "met" : "MISSED");
  }
}
