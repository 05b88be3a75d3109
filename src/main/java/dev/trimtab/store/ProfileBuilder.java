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

  /// Adds a sample.
  ///
  /// @param row container, instance, seconds, mean and peak CPU, throttled share, mean and peak
  ///   memory, kills, restarts, in this order: millions are read, and finding columns by name shows
  void add(ResultSet row) throws SQLException {
    int instance = row.getInt(2);
    if (instance != lastInstance) {
      pods++;
      lastInstance = instance;
    }
    samples++;
    int length = row.getInt(3);
    seconds += length;
    double average = real(row, 4);
    if (!Double.isNaN(average)) {
      cpu.add(average);
      cpuMean.add(average, length);
    }
    cpuPeak = max(cpuPeak, max(average, real(row, 5)));
    double memory = real(row, 7);
    memoryMean.add(memory, length);
    memoryPeak = max(memoryPeak, max(memory, real(row, 8)));
    throttled = max(throttled, real(row, 6));
    oomKills += row.getInt(9);
    restarts += row.getInt(10);
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

  private static double real(ResultSet row, int column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? Double.NaN : value;
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
