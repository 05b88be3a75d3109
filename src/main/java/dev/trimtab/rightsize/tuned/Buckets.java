package dev.trimtab.rightsize.tuned;

import dev.trimtab.model.usage.Histogram;

/// The edges of a histogram's buckets, worked out once.
final class Buckets {
  static final int COUNT = new Histogram().buckets();

  /// Buckets to a factor of 1.15, and of 1.5.
  static final int FIFTEEN_PERCENT = 7;

  static final int FIFTY_PERCENT = 21;

  private static final double[] TOP = tops();
  private static final double[] MIDDLE = middles();

  private Buckets() {}

  private static double[] tops() {
    var top = new double[COUNT];
    for (int i = 0; i < COUNT; i++) {
      top[i] = i == 0 ? Histogram.SMALLEST : Histogram.middle(i) * Math.sqrt(1.02);
    }
    return top;
  }

  private static double[] middles() {
    var middle = new double[COUNT];
    for (int i = 0; i < COUNT; i++) {
      middle[i] = Histogram.middle(i);
    }
    return middle;
  }

  /// Cores.
  static double top(int bucket) {
    return TOP[bucket];
  }

  /// Cores.
  static double middle(int bucket) {
    return MIDDLE[bucket];
  }

  /// The part of a bucket that lies above a level, its values spread evenly.
  static double shareAbove(int bucket, double level) {
    double bottom = bucket == 0 ? 0 : TOP[bucket - 1];
    return Math.clamp((TOP[bucket] - level) / (TOP[bucket] - bottom), 0, 1);
  }
}
