package dev.trimtab.rightsize.peer;

import dev.trimtab.model.usage.UsageSeries;
import dev.trimtab.model.usage.UsageSeries.Column;
import dev.trimtab.rightsize.policy.Alone;
import dev.trimtab.rightsize.policy.Decision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The Vertical Pod Autoscaler's recommender: P90 of decaying histograms, plus 15%.
final class Vpa implements Alone.Sizer {
  private static final double SHARE = 0.9;
  private static final double MARGIN = 1.15;
  private static final double CPU_FLOOR = 0.025;
  private static final double MEMORY_FLOOR = 250 * Samples.MIB;
  private static final double OOM_BUMP = 100 * Samples.MIB;
  private static final double OOM_RATIO = 1.2;

  private final UsageSeries series;
  private final DecayingHistogram cpu = new DecayingHistogram(1000, 0.01, Samples.DAY);
  private final Map<Integer, DayPeaks> peaks = new HashMap<>();
  private final List<double[]> kills = new ArrayList<>();
  private boolean sawCpu;
  private int taken;

  Vpa(UsageSeries series) {
    this.series = series;
  }

  /// One peak per pod and 24 hours, counted from the pod's first sample.
  private static final class DayPeaks {
    private final long first;
    private final Map<Long, Double> byDay = new HashMap<>();

    DayPeaks(long first) {
      this.first = first;
    }

    void add(long start, double peak) {
      byDay.merge(Math.floorDiv(start - first, Samples.DAY), peak, Math::max);
    }
  }

  @Override
  public Decision at(long origin, int seen) {
    for (; taken < seen; taken++) {
      take(taken);
    }
    double request = sawCpu ? Math.max(CPU_FLOOR, MARGIN * cpu.percentile(SHARE)) : Double.NaN;
    double memory = memory();
    return Decision.of(
        request,
        ratio(
            request,
            series.latest(Column.CPU_LIMIT, seen),
            series.latest(Column.CPU_REQUEST, seen)),
        memory,
        ratio(
            memory,
            series.latest(Column.MEMORY_LIMIT, seen),
            series.latest(Column.MEMORY_REQUEST, seen)));
  }

  private void take(int row) {
    double used = series.value(Column.CPU, row);
    if (!Double.isNaN(used)) {
      cpu.add(used, (double) series.start(row));
      sawCpu = true;
    }
    double peak = series.value(Column.MEMORY_PEAK, row);
    if (!Double.isNaN(peak)) {
      peaks
          .computeIfAbsent(series.pod(row), _ -> new DayPeaks(series.start(row)))
          .add(series.start(row), peak);
    }
    if (series.oomKills(row) > 0) {
      double request = series.value(Column.MEMORY_REQUEST, row);
      double level = Double.isNaN(peak) || request > peak ? request : peak;
      if (!Double.isNaN(level)) {
        kills.add(
            new double[] {
              Math.max(level + OOM_BUMP, level * OOM_RATIO), (double) series.start(row)
            });
      }
    }
  }

  private double memory() {
    if (peaks.isEmpty()) {
      return Double.NaN;
    }
    var histogram = new DecayingHistogram(1e12, 1e7, Samples.DAY);
    for (var pod : peaks.values()) {
      pod.byDay.forEach(
          (day, peak) -> histogram.add(peak, (double) (pod.first + (day + 1) * Samples.DAY)));
    }
    kills.forEach(kill -> histogram.add(kill[0], kill[1]));
    return Math.max(MEMORY_FLOOR, MARGIN * histogram.percentile(SHARE));
  }

  /// A limit keeps its ratio to the request; no limit stays none.
  private static double ratio(double request, double limit, double before) {
    return limit > 0 && before > 0 ? request * limit / before : Double.NaN;
  }
}
