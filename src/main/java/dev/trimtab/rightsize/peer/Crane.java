package dev.trimtab.rightsize.peer;

import dev.trimtab.model.usage.UsageSeries;
import dev.trimtab.model.usage.UsageSeries.Column;
import dev.trimtab.rightsize.policy.Alone;
import dev.trimtab.rightsize.policy.Decision;

/// Crane: P99 of a week in linear buckets, plus 15%.
record Crane(UsageSeries series) implements Alone.Sizer {
  private static final long HISTORY = 7 * Samples.DAY;
  private static final double SHARE = 0.99;
  private static final double MARGIN = 1.15;
  private static final int BUCKETS = 1001;
  private static final double CPU_BUCKET = 0.1;
  private static final double MEMORY_BUCKET = 100 * Samples.MIB;
  private static final double OOM_RATIO = 1.2;
  private static final double EPSILON = 1e-12;

  @Override
  public Decision at(long origin, int seen) {
    var samples = Samples.last(series, origin, seen, HISTORY);
    double cpu = percentile(samples, Column.CPU, CPU_BUCKET, Samples.DAY);
    double memory = MARGIN * percentile(samples, Column.MEMORY, MEMORY_BUCKET, 2 * Samples.DAY);
    for (int row = samples.from(); row < samples.to() && !Double.isNaN(memory); row++) {
      double peak = series.value(Column.MEMORY_PEAK, row);
      if (series.oomKills(row) > 0 && !Double.isNaN(peak)) {
        memory = Math.max(memory, OOM_RATIO * peak);
      }
    }
    return Decision.of(Math.floor(1000 * MARGIN * cpu) / 1000, Double.NaN, memory, Double.NaN);
  }

  private double percentile(Samples samples, Column column, double bucket, double halfLife) {
    var weights = new double[BUCKETS];
    double total = 0;
    for (int row = samples.from(); row < samples.to(); row++) {
      double value = series.value(column, row);
      if (!Double.isNaN(value)) {
        double weight = samples.weight(row, halfLife);
        weights[(int) Math.min(BUCKETS - 1, value / bucket)] += weight;
        total += weight;
      }
    }
    if (total == 0) {
      return Double.NaN;
    }
    double sum = 0;
    for (int i = 0; i < BUCKETS; i++) {
      sum += weights[i];
      if (sum >= SHARE * total - EPSILON) {
        return Math.min(i + 1, BUCKETS - 1) * bucket;
      }
    }
    return (BUCKETS - 1) * bucket;
  }
}
