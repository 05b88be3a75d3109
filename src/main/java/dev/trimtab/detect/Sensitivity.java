package dev.trimtab.detect;

/// How many false alerts one series may raise.
///
/// @param perMonth false alerts per series per 30 days, above 0
public record Sensitivity(double perMonth) {
  /// One false alert of a series in two months.
  public static final Sensitivity USUAL = new Sensitivity(0.5);

  /// Refuses what is no rate.
  ///
  /// @throws IllegalArgumentException when it is not above 0, or above 1000
  public Sensitivity {
    if (!(perMonth > 0 && perMonth <= 1000)) {
      throw new IllegalArgumentException(
          "sensitivity (%s) must be a number of false alerts per series and 30 days, above 0. Maybe 0.5, one in two months?"
              .formatted(perMonth));
    }
  }

  /// How much stricter than usual, as a factor on thresholds: 1 at 0.5, more below, less above.
  public double strictness() {
    return Math.clamp(1 + 1.2 * Math.log(USUAL_RATE / perMonth), 0.6, 3);
  }

  /// A factor on what a series has reached before, so that the same again is no news.
  public double caution() {
    return Math.sqrt(strictness());
  }

  private static final double USUAL_RATE = 0.5;
}
