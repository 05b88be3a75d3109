package dev.trimtab.rightsize.tuned;

import dev.trimtab.model.usage.UsageSeries;
import dev.trimtab.model.usage.UsageSeries.Column;
import dev.trimtab.rightsize.policy.UsageSource;
import java.util.Arrays;

/// CPU requests of a level, with the share above them that was expected and that came, by container
/// and window; NaN where nothing is known.
final class CpuSizes {
  private static final double FLOOR = 0.001;

  /// Windows after which an own miss weighs half.
  private static final double TRACK_DAYS = 7;

  private final Level level;
  private final Windows windows;
  private final double[] average;
  final double[][] request;
  final double[][] expected;
  final double[][] came;

  CpuSizes(Level level, Windows windows, Fleet fleet, UsageSource usage) {
    this.level = level;
    this.windows = windows;
    this.average = fleet.averageUse();
    int containers = usage.containers().size();
    request = new double[containers][];
    expected = new double[containers][];
    came = new double[containers][];
    usage.forEach(this::size);
  }

  private void size(UsageSeries series) {
    var sizes = unknown();
    var before = unknown();
    var after = unknown();
    var use = new CpuUse();
    var steady = new Steady();
    double age = Math.pow(2, -windows.days() / level.halfLife());
    double forget = Math.pow(2, -windows.days() / TRACK_DAYS);
    double misses = 0;
    double judged = 0;
    int row = 0;
    for (int w = 0; w < windows.count(); w++) {
      int from = row;
      while (row < series.size() && windows.of(series, row) <= w) {
        row++;
      }
      if (!use.isEmpty()) {
        sizes[w] = steady.next(wanted(use, average[w]));
        double share = use.above(sizes[w]);
        before[w] = (share + misses) / (1 + judged);
        after[w] = above(series, from, row, sizes[w]);
        if (!Double.isNaN(after[w])) {
          misses = misses * forget + after[w];
          judged = judged * forget + 1;
        }
      }
      use.age(age);
      for (int r = from; r < row; r++) {
        double cpu = series.value(Column.CPU, r);
        if (!Double.isNaN(cpu)) {
          use.add(cpu, series.hours(r));
        }
      }
    }
    request[series.index()] = sizes;
    expected[series.index()] = before;
    came[series.index()] = after;
  }

  private double wanted(CpuUse use, double averageUse) {
    double size =
        use.cheapest(level.intervalPrice() * averageUse, level.deficitPrice(), level.cap());
    return Math.max(FLOOR, size + level.pad() * averageUse);
  }

  private static double above(UsageSeries series, int from, int to, double request) {
    int above = 0;
    int known = 0;
    for (int row = from; row < to; row++) {
      double cpu = series.value(Column.CPU, row);
      if (!Double.isNaN(cpu)) {
        known++;
        if (cpu > request) {
          above++;
        }
      }
    }
    return known == 0 ? Double.NaN : (double) above / known;
  }

  private double[] unknown() {
    var values = new double[windows.count()];
    Arrays.fill(values, Double.NaN);
    return values;
  }
}
