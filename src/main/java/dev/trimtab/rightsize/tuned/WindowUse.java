package dev.trimtab.rightsize.tuned;

import dev.trimtab.model.usage.Histogram;

/// What a container used in one window, its pods pooled.
///
/// CPU is kept sparse: most buckets are empty, and a decision reads weeks of these. A sample stands
/// at its bucket's middle; NaN is unknown.
public final class WindowUse {
  private final int[] bucket;
  private final double[] share;
  private final double hours;
  private final double memoryPeak;
  private final double memoryLimit;
  private final boolean killed;

  /// @param cpu interval averages; empty when CPU is unknown
  /// @param hours container-hours that these cover
  /// @param memoryPeak bytes
  /// @param memoryLimit in force at the window's end, bytes; NaN for none
  /// @param killed for memory
  public WindowUse(
      Histogram cpu, double hours, double memoryPeak, double memoryLimit, boolean killed) {
    int first = Buckets.COUNT;
    int last = -1;
    int used = 0;
    for (int i = 0; i < Buckets.COUNT; i++) {
      if (cpu.count(i) > 0) {
        first = used == 0 ? i : first;
        last = i;
        used++;
      }
    }
    this.bucket = new int[used];
    this.share = new double[used];
    int at = 0;
    for (int i = first; i <= last; i++) {
      if (cpu.count(i) > 0) {
        bucket[at] = i;
        share[at++] = (double) cpu.count(i) / cpu.total();
      }
    }
    this.hours = hours;
    this.memoryPeak = memoryPeak;
    this.memoryLimit = memoryLimit;
    this.killed = killed;
  }

  boolean hasCpu() {
    return bucket.length > 0 && hours > 0;
  }

  /// The first bucket that was used; only where CPU is known.
  int lowestBucket() {
    return bucket[0];
  }

  /// The last bucket that was used; only where CPU is known.
  int highestBucket() {
    return bucket[bucket.length - 1];
  }

  double hours() {
    return hours;
  }

  double memoryPeak() {
    return memoryPeak;
  }

  double memoryLimit() {
    return memoryLimit;
  }

  boolean killed() {
    return killed;
  }

  /// Mean CPU, cores.
  double averageCpu() {
    double sum = 0;
    for (int i = 0; i < bucket.length; i++) {
      sum += share[i] * Buckets.middle(bucket[i]);
    }
    return sum;
  }

  /// Adds the window's CPU to a distribution.
  void addTo(double[] weights, double weight) {
    for (int i = 0; i < bucket.length; i++) {
      weights[bucket[i]] += weight * share[i];
    }
  }

  /// The share of intervals above a request, in cores.
  double above(double request) {
    double sum = 0;
    for (int i = bucket.length - 1; i >= 0 && Buckets.top(bucket[i]) > request; i--) {
      sum += share[i] * Buckets.shareAbove(bucket[i], request);
    }
    return sum;
  }

  /// Mean of the CPU above a request, cores.
  double deficit(double request) {
    double sum = 0;
    for (int i = bucket.length - 1; i >= 0; i--) {
      double over = Buckets.middle(bucket[i]) - request;
      if (over <= 0) {
        break;
      }
      sum += share[i] * over;
    }
    return sum;
  }
}
