package dev.trimtab.detect.score;

import dev.trimtab.model.spend.SpendPoint;

/// How odd each value of a series is among those before it, 0..1, for any step.
public final class Oddness {
  /// Scores a point by those before it, and takes it in.
  public double score(SpendPoint point) {
    return 0;
  }
}
