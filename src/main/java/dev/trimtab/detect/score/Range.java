package dev.trimtab.detect.score;

/// How far outside of all that was before a value lies, in ranges of it.
final class Range {
  private static final int FEWEST = 50;

  private double highest = Double.NEGATIVE_INFINITY;
  private double lowest = Double.POSITIVE_INFINITY;
  private int seen;

  double range() {
    return highest - lowest;
  }

  /// Measures a value and takes it in; 0 while those before it are few.
  double next(double value) {
    double range = range();
    double outside =
        seen < FEWEST || !(range > 0)
            ? 0
            : Math.max(0, Math.max(value - highest, lowest - value) / range);
    seen++;
    highest = Math.max(highest, value);
    lowest = Math.min(lowest, value);
    return Math.min(outside, 1e3);
  }
}
