package dev.trimtab.rightsize.peer;

import dev.trimtab.model.usage.UsageSeries;
import dev.trimtab.model.usage.UsageSeries.Column;
import dev.trimtab.rightsize.policy.Alone;
import dev.trimtab.rightsize.policy.Decision;

/// Kubecost: a week's maximum at a target utilisation of 70%.
record Kubecost(UsageSeries series) implements Alone.Sizer {
  private static final long HISTORY = 7 * Samples.DAY;
  private static final double UTILISATION = 0.7;
  private static final double CPU_FLOOR = 0.010;
  private static final double MEMORY_FLOOR = 20 * Samples.MIB;

  @Override
  public Decision at(long origin, int seen) {
    var samples = Samples.last(series, origin, seen, HISTORY);
    // NaN stays NaN: max() of a number and NaN is NaN
    return Decision.of(
        Math.max(CPU_FLOOR, samples.max(Column.CPU_PEAK) / UTILISATION),
        Double.NaN,
        Math.max(MEMORY_FLOOR, samples.max(Column.MEMORY_PEAK) / UTILISATION),
        Double.NaN);
  }
}
