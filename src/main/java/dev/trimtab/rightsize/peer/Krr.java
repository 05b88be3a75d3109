package dev.trimtab.rightsize.peer;

import dev.trimtab.model.usage.UsageSeries;
import dev.trimtab.model.usage.UsageSeries.Column;
import dev.trimtab.rightsize.policy.Alone;
import dev.trimtab.rightsize.policy.Decision;
import java.util.Arrays;

/// Robusta's KRR: `simple` takes the largest pod's P95 of CPU, `simple_limit` P66 and P96 of all;
/// memory is the largest peak plus 15%, request and limit.
///
/// @param limits whether it is `simple_limit`
record Krr(UsageSeries series, boolean limits) implements Alone.Sizer {
  private static final long HISTORY = 14 * Samples.DAY;
  private static final double POINT = 75;
  private static final int FEWEST_POINTS = 100;
  private static final double CPU_FLOOR = 0.010;
  private static final double MEMORY_FLOOR = 100 * Samples.MIB;
  private static final double MEMORY_MARGIN = 1.15;

  @Override
  public Decision at(long origin, int seen) {
    var samples = Samples.last(series, origin, seen, HISTORY);
    double request = Double.NaN;
    double limit = Double.NaN;
    if (points(samples, Column.CPU) >= FEWEST_POINTS) {
      if (limits) {
        var all = samples.known(Column.CPU);
        Arrays.sort(all);
        request = rounded(Samples.quantile(all, 0.66));
        limit = rounded(Samples.quantile(all, 0.96));
      } else {
        double largest = 0;
        for (var pod : samples.sortedByPod(Column.CPU).values()) {
          largest = Math.max(largest, Samples.quantile(pod, 0.95));
        }
        request = rounded(largest);
      }
    }
    double memory = Double.NaN;
    if (points(samples, Column.MEMORY_PEAK) >= FEWEST_POINTS) {
      double peak = samples.max(Column.MEMORY_PEAK) * MEMORY_MARGIN;
      memory = Math.max(MEMORY_FLOOR, Math.ceil(peak / Samples.MIB) * Samples.MIB);
    }
    return Decision.of(request, limit, memory, memory);
  }

  /// KRR counts points of 75 seconds.
  private double points(Samples samples, Column column) {
    double points = 0;
    for (int row = samples.from(); row < samples.to(); row++) {
      if (!Double.isNaN(series.value(column, row))) {
        points += (series.end(row) - series.start(row)) / POINT;
      }
    }
    return points;
  }

  private static double rounded(double cores) {
    return Math.max(CPU_FLOOR, Math.ceil(cores * 1000 - 1e-9) / 1000);
  }
}
