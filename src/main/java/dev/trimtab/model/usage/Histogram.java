package dev.trimtab.model.usage;

import java.util.Arrays;

/// Counts of positive values in buckets that grow by 2%: any percentile is within 1% of the exact
/// one.
///
/// Bucket 0 holds values below [#SMALLEST]; bucket i holds `[SMALLEST·r^(i-1), SMALLEST·r^i)` with
/// r = 1.02. A percentile is the middle (geometric mean) of the bucket that holds the ranked value.
public final class Histogram {
  /// In cores: a hundredth of a millicore.
  public static final double SMALLEST = 1e-5;

  private static final double LOG_RATIO = Math.log(1.02);
  private static final int BUCKETS = 1_000;

  private final int[] counts = new int[BUCKETS];
  private long total;

  public void add(double value) {
    add(bucket(value), 1);
  }

  /// Adds `count` values of one bucket.
  ///
  /// @throws IndexOutOfBoundsException for a bucket that does not exist
  public void add(int bucket, int count) {
    counts[bucket] += count;
    total += count;
  }

  public void addAll(Histogram other) {
    for (int i = 0; i < BUCKETS; i++) {
      counts[i] += other.counts[i];
    }
    total += other.total;
  }

  public long total() {
    return total;
  }

  public int buckets() {
    return BUCKETS;
  }

  public int count(int bucket) {
    return counts[bucket];
  }

  /// The value with a share `quantile` of all values at or below it (nearest rank); 0 when empty.
  ///
  /// @param quantile within (0, 1]
  public double percentile(double quantile) {
    long rank = Math.max(1, (long) Math.ceil(quantile * total));
    long seen = 0;
    for (int i = 0; i < BUCKETS; i++) {
      seen += counts[i];
      if (seen >= rank) {
        return middle(i);
      }
    }
    return 0;
  }

  public static int bucket(double value) {
    if (!(value >= SMALLEST)) {
      return 0;
    }
    // as a double, so that an infinite value ends in the last bucket, too
    return (int) Math.min(BUCKETS - 1, 1 + Math.floor(Math.log(value / SMALLEST) / LOG_RATIO));
  }

  /// The value that stands for a bucket; 0 for the first.
  public static double middle(int bucket) {
    return bucket == 0 ? 0 : SMALLEST * Math.exp((bucket - 0.5) * LOG_RATIO);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Histogram that && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(counts);
  }
}
