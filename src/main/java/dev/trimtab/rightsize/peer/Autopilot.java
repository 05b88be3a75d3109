package dev.trimtab.rightsize.peer;

import dev.trimtab.model.usage.UsageSeries;
import dev.trimtab.model.usage.UsageSeries.Column;
import dev.trimtab.rightsize.policy.Alone;
import dev.trimtab.rightsize.policy.Decision;
import java.util.stream.IntStream;

/// Google's Autopilot by its moving-window rules (Rzadca and others, EuroSys 2020): percentiles of
/// the load with decay, margins of 10 and 15%.
record Autopilot(UsageSeries series) implements Alone.Sizer {
  private static final double CPU_HALF_LIFE = Samples.DAY / 2.0;
  private static final double MEMORY_HALF_LIFE = 2.0 * Samples.DAY;
  private static final double CPU_FLOOR = 0.010;

  /// Older samples weigh less than a billionth.
  private static final double FORGOTTEN = 30;

  @Override
  public Decision at(long origin, int seen) {
    double cpu = adjusted(origin, seen, Column.CPU, CPU_HALF_LIFE, 0.95);
    double memory = 1.15 * adjusted(origin, seen, Column.MEMORY_PEAK, MEMORY_HALF_LIFE, 0.98);
    return Decision.of(Math.max(CPU_FLOOR, 1.10 * cpu), Double.NaN, memory, memory);
  }

  /// The level below which a share of the load (weight times use) lies.
  private double adjusted(long origin, int seen, Column column, double halfLife, double share) {
    var samples = Samples.last(series, origin, seen, (long) (FORGOTTEN * halfLife));
    int[] rows =
        IntStream.range(samples.from(), samples.to())
            .filter(row -> !Double.isNaN(series.value(column, row)))
            .boxed()
            .sorted((left, right) ->
                Double.compare(series.value(column, left), series.value(column, right)))
            .mapToInt(Integer::intValue)
            .toArray();
    if (rows.length == 0) {
      return Double.NaN;
    }
    var sums = new double[rows.length];
    double sum = 0;
    for (int i = 0; i < rows.length; i++) {
      sum += samples.weight(rows[i], halfLife) * series.value(column, rows[i]);
      sums[i] = sum;
    }
    if (sum <= 0) {
      return 0;
    }
    for (int i = 0; i < rows.length; i++) {
      if (sums[i] >= share * sum) {
        return series.value(column, rows[i]);
      }
    }
    return series.value(column, rows[rows.length - 1]);
  }
}
