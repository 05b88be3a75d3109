package dev.trimtab.rightsize.tuned;

/// Makes a raw probability true: what share came true of earlier ones like it, over all containers.
///
/// Bins are narrow in the logarithm, and each begins with the raw probability as if it had been
/// seen a few times.
final class Calibration {
  private static final int BINS = 24;
  private static final double SMALLEST = 1e-5;
  private static final double PRIOR = 12;

  private final double[] stated = new double[BINS];
  private final double[] came = new double[BINS];
  private final double[] count = new double[BINS];

  private static int bin(double raw) {
    double place = Math.log(Math.max(SMALLEST, raw) / SMALLEST) / Math.log(1 / SMALLEST);
    return (int) Math.clamp(Math.floor(place * BINS), 0, BINS - 1);
  }

  /// Tells what came of a raw probability.
  ///
  /// @param share of intervals, or 0 or 1, that came true
  void learn(double raw, double share) {
    int bin = bin(raw);
    stated[bin] += raw;
    came[bin] += share;
    count[bin]++;
  }

  /// The probability that can be stated now.
  double of(double raw) {
    int bin = bin(raw);
    return Math.clamp((came[bin] + PRIOR * raw) / (count[bin] + PRIOR), 0, 1);
  }
}
