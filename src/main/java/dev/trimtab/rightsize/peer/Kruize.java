package dev.trimtab.rightsize.peer;

import dev.trimtab.model.usage.UsageSeries;
import dev.trimtab.model.usage.UsageSeries.Column;
import dev.trimtab.rightsize.policy.Alone;
import dev.trimtab.rightsize.policy.Decision;
import java.util.Arrays;
import java.util.TreeMap;

/// Kruize's long term: 15 days of 15-minute intervals; limit and request are the same.
///
/// @param share of intervals that the CPU of large containers covers: 0.60 for cost, 0.98 for
///   performance
record Kruize(UsageSeries series, double share) implements Alone.Sizer {
  private static final long HISTORY = 15 * Samples.DAY;
  private static final long INTERVAL = 900;
  private static final double IDLE = 0.001;
  private static final double MARGIN = 1.2;
  private static final double SPIKES = 1.05;

  /// One interval of 15 minutes, all pods.
  private static final class Quarter {
    private double cpu = Double.NaN;
    private double memory = Double.NaN;
    private double low = Double.NaN;
  }

  @Override
  public Decision at(long origin, int seen) {
    var samples = Samples.last(series, origin, seen, HISTORY);
    var quarters = new TreeMap<Long, Quarter>();
    for (int row = samples.from(); row < samples.to(); row++) {
      add(quarters.computeIfAbsent(series.start(row) / INTERVAL, _ -> new Quarter()), row);
    }
    double cpu = cpu(quarters);
    double memory = memory(quarters);
    return Decision.of(cpu, cpu, memory, memory);
  }

  private void add(Quarter quarter, int row) {
    quarter.cpu = larger(quarter.cpu, series.value(Column.CPU_PEAK, row));
    double peak = series.value(Column.MEMORY_PEAK, row);
    quarter.memory = larger(quarter.memory, peak);
    double mean = series.value(Column.MEMORY, row);
    // the format has no minimum: as far below the mean as the peak is above it
    double low = Double.isNaN(peak) ? mean : Math.min(mean, 2 * mean - peak);
    if (!Double.isNaN(low) && !(quarter.low <= low)) {
      quarter.low = low;
    }
  }

  private double cpu(TreeMap<Long, Quarter> quarters) {
    var peaks =
        quarters.values().stream()
            .mapToDouble(quarter -> quarter.cpu)
            .filter(Double::isFinite)
            .toArray();
    if (peaks.length == 0) {
      return Double.NaN;
    }
    Arrays.sort(peaks);
    double most = peaks[peaks.length - 1];
    double size = most < 1 ? most : peaks[(int) Math.floor(share * (peaks.length - 1) + 0.5)];
    return size > IDLE ? size : Double.NaN;
  }

  private static double memory(TreeMap<Long, Quarter> quarters) {
    double top = Double.NaN;
    double spike = Double.NaN;
    for (var quarter : quarters.values()) {
      top = larger(top, quarter.memory);
      spike = larger(spike, Math.ceil(quarter.memory - quarter.low));
    }
    return Math.min(top * MARGIN, top + SPIKES * spike);
  }

  private static double larger(double one, double other) {
    return Double.isNaN(one) || other > one ? other : one;
  }
}
