package dev.trimtab.rightsize.peer;

import dev.trimtab.model.usage.UsageSeries;
import dev.trimtab.model.usage.UsageSeries.Column;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// The rows of a series that ended within `(origin - length, origin]`.
///
/// @param from first row
/// @param to end of rows, excluded
record Samples(UsageSeries series, long origin, int from, int to) {
  static final long DAY = 86_400;
  static final double MIB = 1 << 20;

  static Samples last(UsageSeries series, long origin, int seen, long seconds) {
    return new Samples(series, origin, Math.min(seen, series.seenBy(origin - seconds)), seen);
  }

  /// Known values, in the order of rows.
  double[] known(Column column) {
    var values = new double[to - from];
    int count = 0;
    for (int row = from; row < to; row++) {
      double value = series.value(column, row);
      if (!Double.isNaN(value)) {
        values[count++] = value;
      }
    }
    return Arrays.copyOf(values, count);
  }

  /// Known values in ascending order by pod.
  Map<Integer, double[]> sortedByPod(Column column) {
    var pods = new TreeMap<Integer, double[]>();
    var counts = new TreeMap<Integer, Integer>();
    for (int row = from; row < to; row++) {
      if (!Double.isNaN(series.value(column, row))) {
        counts.merge(series.pod(row), 1, Integer::sum);
      }
    }
    counts.forEach((pod, count) -> pods.put(pod, new double[count]));
    counts.replaceAll((_, _) -> 0);
    for (int row = from; row < to; row++) {
      double value = series.value(column, row);
      if (!Double.isNaN(value)) {
        int pod = series.pod(row);
        int at = counts.getOrDefault(pod, 0);
        pods.getOrDefault(pod, new double[0])[at] = value;
        counts.put(pod, at + 1);
      }
    }
    pods.values().forEach(Arrays::sort);
    return pods;
  }

  double max(Column column) {
    double max = Double.NaN;
    for (int row = from; row < to; row++) {
      double value = series.value(column, row);
      if (!Double.isNaN(value) && !(max >= value)) {
        max = value;
      }
    }
    return max;
  }

  /// The weight of a row that halves with each half-life of its age at the origin.
  double weight(int row, double halfLife) {
    return Math.pow(2, (series.start(row) - origin) / halfLife);
  }

  /// Linear interpolation between ranks, as numpy and Prometheus do.
  static double quantile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (sorted[above] - sorted[below]) * (place - below);
  }
}
