package dev.trimtab.detect.score;

import dev.trimtab.model.spend.SpendPoint;

/// How odd each value of a series is among those before it, 0..1, for any step.
///
/// Several signs, each in deviations (or ranges) of its own past, make one figure, in which the
/// strongest counts most. What follows something as odd, and is not odder, scores nothing: one
/// oddity is told once. The weights were tuned on the Numenta Anomaly Benchmark.
public final class Oddness {
  /// By [Signs]: value, jump, short mean, long mean, a day apart, a week apart, spread, and beyond
  /// the range of values, of means, of jumps.
  private static final double[] WEIGHTS = {
    0.965, 0.543, 1.541, 0.531, 0.701, 0.637, 0.167, 297, 36.3, 0.69
  };

  /// Between the sum of the signs (1) and the strongest of them (infinite).
  private static final double POWER = 4.64;

  private static final double FADES = Math.pow(0.5, 1 / 69.25);
  private static final double ODDER = 1.184;

  /// Scores a half: about where telling starts to pay.
  private static final double HALF = 12;

  private final Signs signs = new Signs();
  private final double[] now = new double[Signs.COUNT];
  private double recent;

  /// Scores a point by those before it, and takes it in.
  public double score(SpendPoint point) {
    signs.next(point, now);
    double odd = together();
    boolean news = odd > recent * ODDER;
    recent = Math.max(recent * FADES, odd);
    return news ? odd / (odd + HALF) : 0;
  }

  private double together() {
    double sum = 0;
    for (int i = 0; i < now.length; i++) {
      sum += now[i] > 0 ? Math.pow(WEIGHTS[i] * now[i], POWER) : 0;
    }
    return Math.pow(sum, 1 / POWER);
  }
}
