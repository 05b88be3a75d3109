package dev.trimtab.demo.seed;

/// How load moves through the week.
public enum Shape {
  /// Office hours on weekdays, nearly nothing else.
  BUSINESS,
  /// Readers at home: a daily wave with its crest at 20:00, higher at weekends.
  EVENING,
  /// A nightly batch, and on Sundays a far larger one.
  BATCH,
  FLAT,
  SPIKY,
  /// An evening wave of CPU; memory grows until it is killed.
  LEAK,
  IDLE;

  /// Load as a share of the peak, in `[0, 1]`.
  ///
  /// @param day 0 is Monday
  /// @param hour of the day, UTC
  double level(int day, double hour) {
    boolean weekend = day >= 5;
    return switch (this) {
      case BUSINESS -> weekend ? 0.06 : 0.05 + 0.95 * bump(hour, 12.5, 3.2);
      case EVENING, LEAK ->
          (weekend ? 1 : 0.85) * (0.15 + 0.85 * Math.max(bump(hour, 20, 3), bump(hour, -4, 3)));
      case BATCH -> 0.03 + (day == 6 ? 0.97 : 0.45) * bump(hour, 3, 0.9);
      case FLAT -> 0.5;
      case SPIKY -> 0.25 + 0.2 * bump(hour, 14, 4);
      case IDLE -> 0.3;
    };
  }

  private static double bump(double hour, double centre, double width) {
    double distance = (hour - centre) / width;
    return Math.exp(-distance * distance / 2);
  }
}
