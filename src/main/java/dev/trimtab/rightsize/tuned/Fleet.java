package dev.trimtab.rightsize.tuned;

import dev.trimtab.model.usage.UsageSeries;
import dev.trimtab.model.usage.UsageSeries.Column;
import dev.trimtab.rightsize.policy.UsageSource;
import java.util.Arrays;

/// What all containers used, window by window.
final class Fleet {
  private final Windows windows;
  private final double[] coreHours;
  private final double[] hours;

  /// By container and window, NaN where nothing is known.
  final double[][] memoryPeak;

  final double[][] memoryLimit;
  final boolean[][] killed;

  Fleet(UsageSource usage, Windows windows) {
    this.windows = windows;
    int containers = usage.containers().size();
    coreHours = new double[windows.count()];
    hours = new double[windows.count()];
    memoryPeak = new double[containers][];
    memoryLimit = new double[containers][];
    killed = new boolean[containers][];
    // sums of doubles depend on their order: added up container by container afterwards
    var cores = new double[containers][];
    var spans = new double[containers][];
    usage.forEach(series -> add(series, cores, spans));
    for (int c = 0; c < containers; c++) {
      for (int w = 0; cores[c] != null && w < windows.count(); w++) {
        coreHours[w] += cores[c][w];
        hours[w] += spans[c][w];
      }
    }
  }

  private void add(UsageSeries series, double[][] cores, double[][] spans) {
    int container = series.index();
    var used = new double[windows.count()];
    var span = new double[windows.count()];
    var peak = new double[windows.count()];
    var limit = new double[windows.count()];
    var kills = new boolean[windows.count()];
    Arrays.fill(peak, Double.NaN);
    Arrays.fill(limit, Double.NaN);
    for (int row = 0; row < series.size(); row++) {
      int window = windows.of(series, row);
      if (window >= windows.count()) {
        break;
      }
      double cpu = series.value(Column.CPU, row);
      if (!Double.isNaN(cpu)) {
        used[window] += cpu * series.hours(row);
        span[window] += series.hours(row);
      }
      double memory = series.value(Column.MEMORY_PEAK, row);
      if (!Double.isNaN(memory) && !(peak[window] >= memory)) {
        peak[window] = memory;
      }
      double inForce = series.value(Column.MEMORY_LIMIT, row);
      if (!Double.isNaN(inForce)) {
        limit[window] = inForce;
      }
      kills[window] |= series.oomKills(row) > 0;
    }
    cores[container] = used;
    spans[container] = span;
    memoryPeak[container] = peak;
    memoryLimit[container] = limit;
    killed[container] = kills;
  }

  /// The average container's CPU use in the windows before each one, cores; 0 before anything was
  /// seen.
  double[] averageUse() {
    var average = new double[windows.count()];
    double cores = 0;
    double time = 0;
    for (int w = 0; w < average.length; w++) {
      average[w] = time == 0 ? 0 : cores / time;
      cores += coreHours[w];
      time += hours[w];
    }
    return average;
  }

  /// The average container's memory peak in the windows before each one, bytes.
  double[] averagePeak() {
    var average = new double[windows.count()];
    double sum = 0;
    long count = 0;
    for (int w = 0; w < average.length; w++) {
      average[w] = count == 0 ? 0 : sum / count;
      for (var container : memoryPeak) {
        if (container != null && !Double.isNaN(container[w])) {
          sum += container[w];
          count++;
        }
      }
    }
    return average;
  }
}
