package dev.trimtab.detect.score;

/// How far a value lies from those before it, in deviations of theirs; older ones fade.
final class Stray {
  private static final int FEWEST = 20;

  private final double slowness;
  private double mean;
  private double variance;
  private int seen;

  /// @param memory how many values back it reaches
  Stray(int memory) {
    slowness = 1.0 / memory;
  }

  /// Measures a value by those before it, and takes it in; 0 while those are few.
  double next(double value) {
    double off = value - mean;
    double deviation = Math.sqrt(variance);
    double stray =
        seen < FEWEST || off == 0
            ? 0
            : Math.abs(off) / Math.max(deviation, 1e-9 * (1 + Math.abs(mean)));
    seen++;
    double weight = Math.max(slowness, 1.0 / seen);
    mean += weight * off;
    variance = (1 - weight) * (variance + weight * off * off);
    return Math.min(stray, 1e3);
  }
}
