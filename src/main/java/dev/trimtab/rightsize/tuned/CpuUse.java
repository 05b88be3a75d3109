package dev.trimtab.rightsize.tuned;

import dev.trimtab.model.usage.Histogram;
import java.util.Arrays;

/// Weighted CPU use of one container, older use weighing less.
final class CpuUse {
  private static final double[] TOP = tops();

  private final double[] weights = new double[TOP.length];
  private double total;
  private int highest;

  private static double[] tops() {
    var top = new double[new Histogram().buckets()];
    for (int i = 0; i < top.length; i++) {
      top[i] = i == 0 ? Histogram.SMALLEST : Histogram.middle(i) * Math.sqrt(1.02);
    }
    return top;
  }

  void add(double cores, double weight) {
    int bucket = Histogram.bucket(cores);
    weights[bucket] += weight;
    total += weight;
    highest = Math.max(highest, bucket);
  }

  void age(double factor) {
    for (int i = 0; i <= highest; i++) {
      weights[i] *= factor;
    }
    total *= factor;
  }

  boolean isEmpty() {
    return total <= 0;
  }

  /// The share of weight above a level.
  double above(double cores) {
    int bucket = Histogram.bucket(cores);
    double sum = 0;
    for (int i = bucket + 1; i <= highest; i++) {
      sum += weights[i];
    }
    return Math.clamp(sum / total, 0, 1);
  }

  /// The level that minimises `r + intervalPrice x P(above r) + deficitPrice x E[use - r, above]`
  /// among those with at most `cap` above them: the newsvendor's rule with two prices.
  double cheapest(double intervalPrice, double deficitPrice, double cap) {
    double above = 0;
    double use = 0;
    double best = Double.POSITIVE_INFINITY;
    double level = TOP[highest];
    for (int i = highest; i >= 0; i--) {
      double share = above / total;
      if (share > cap) {
        break;
      }
      double deficit = (use - TOP[i] * above) / total;
      double cost = TOP[i] + intervalPrice * share + deficitPrice * Math.max(0, deficit);
      if (cost < best) {
        best = cost;
        level = TOP[i];
      }
      above += weights[i];
      use += weights[i] * Histogram.middle(i);
    }
    return level;
  }

  void clear() {
    Arrays.fill(weights, 0);
    total = 0;
    highest = 0;
  }
}
