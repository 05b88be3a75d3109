package dev.trimtab.store;

import dev.trimtab.model.usage.Histogram;
import java.sql.ResultSet;
import java.sql.SQLException;

/// Adds the samples of one container and day up; rows come ordered by instance.
final class ProfileBuilder {
  private static final double SECONDS_PER_HOUR = 3600;

  private final int container;
  private final Histogram cpu = new Histogram();
  private final Mean cpuMean = new Mean();
  private final Mean memoryMean = new Mean();
  private double cpuPeak = Double.NaN;
  private double memoryPeak = Double.NaN;
  private double throttled = Double.NaN;
  private double seconds;
  private int oomKills;
  private int restarts;
  private int samples;
  private int pods;
  private int lastInstance = -1;

  ProfileBuilder(int container) {
    this.container = container;
  }

  int container() {
    return container;
  }

  void add(ResultSet row) throws SQLException {
    int instance = row.getInt("instance_id");
    if (instance != lastInstance) {
      pods++;
      lastInstance = instance;
    }
    samples++;
    int length = row.getInt("seconds");
    seconds += length;
    double average = Profiles.real(row, "cpu_avg");
    if (!Double.isNaN(average)) {
      cpu.add(average);
      cpuMean.add(average, length);
    }
    cpuPeak = max(cpuPeak, max(average, Profiles.real(row, "cpu_max")));
    double memory = Profiles.real(row, "memory_avg");
    memoryMean.add(memory, length);
    memoryPeak = max(memoryPeak, max(memory, Profiles.real(row, "memory_max")));
    throttled = max(throttled, Profiles.real(row, "throttled"));
    oomKills += row.getInt("oom_kills");
    restarts += row.getInt("restarts");
  }

  DayRow finish() {
    return new DayRow(
        container,
        samples,
        pods,
        seconds / SECONDS_PER_HOUR,
        cpuPeak,
        cpuMean.value(),
        memoryPeak,
        memoryMean.value(),
        throttled,
        oomKills,
        restarts,
        HistogramCodec.encode(cpu));
  }

  /// The larger one; NaN is unknown and loses.
  private static double max(double left, double right) {
    if (Double.isNaN(left)) {
      return right;
    }
    return Double.isNaN(right) ? left : Math.max(left, right);
  }

  /// A mean weighted by the length of intervals.
  private static final class Mean {
    private double sum;
    private double weight;

    void add(double value, double by) {
      if (!Double.isNaN(value)) {
        sum += value * by;
        weight += by;
      }
    }

    double value() {
      return weight == 0 ? Double.NaN : sum / weight;
    }
  }
}
