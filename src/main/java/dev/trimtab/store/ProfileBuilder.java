package dev.trimtab.store;

import dev.trimtab.model.usage.Histogram;
import dev.trimtab.model.usage.HourlyPeaks;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Adds the samples of one container and day up; rows come ordered by instance.
final class ProfileBuilder {
  private static final int SECONDS_PER_HOUR = 3600;

  private final int container;
  private final long dayStart;
  private final StartUps startUps;
  private final float[] hourlyCpu = new float[HourlyPeaks.HOURS];
  private final float[] hourlyMemory = new float[HourlyPeaks.HOURS];
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
  private final Map<Integer, String> kindOfNode;
  private final Map<String, NodeKindRow.Builder> nodeKinds = new TreeMap<>();
  private NodeKindRow.@Nullable Builder nodeKind;

  /// @param created when pods of the day were made, by instance, Unix seconds
  /// @param dayStart Unix seconds
  /// @param kindOfNode on which kind of node they ran, of a DaemonSet's instances
  ProfileBuilder(
      int container, Map<Integer, Long> created, long dayStart, Map<Integer, String> kindOfNode) {
    this.container = container;
    this.kindOfNode = kindOfNode;
    this.dayStart = dayStart;
    this.startUps = new StartUps(created, dayStart);
    Arrays.fill(hourlyCpu, Float.NaN);
    Arrays.fill(hourlyMemory, Float.NaN);
  }

  int container() {
    return container;
  }

  /// Adds a sample.
  ///
  /// @param row container, instance, seconds, mean and peak CPU, throttled share, mean and peak
  ///   memory, kills, restarts, start in Unix seconds, in this order: millions are read, and
  ///   finding columns by name shows
  /// @return the sample's start, Unix seconds
  long add(ResultSet row) throws SQLException {
    int instance = row.getInt(2);
    int length = row.getInt(3);
    long at = (long) row.getDouble(11);
    if (instance != lastInstance) {
      pods++;
      lastInstance = instance;
      startUps.begin(instance, at);
      var kind = kindOfNode.get(instance);
      nodeKind =
          kind == null ? null : nodeKinds.computeIfAbsent(kind, _ -> new NodeKindRow.Builder());
    }
    samples++;
    seconds += length;
    double average = real(row, 4);
    if (!Double.isNaN(average)) {
      cpu.add(average);
      cpuMean.add(average, length);
    }
    startUps.add(at, length, average);
    cpuPeak = max(cpuPeak, max(average, real(row, 5)));
    double memory = real(row, 7);
    memoryMean.add(memory, length);
    double peak = max(memory, real(row, 8));
    memoryPeak = max(memoryPeak, peak);
    if (nodeKind != null) {
      nodeKind.add(average, peak);
    }
    int hour = (int) ((at - dayStart) / SECONDS_PER_HOUR);
    hourlyCpu[hour] = (float) max(hourlyCpu[hour], average);
    hourlyMemory[hour] = (float) max(hourlyMemory[hour], peak);
    throttled = max(throttled, real(row, 6));
    oomKills += row.getInt(9);
    restarts += row.getInt(10);
    return at;
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
        HistogramCodec.encode(cpu),
        startUps,
        HourlyCodec.encode(new HourlyPeaks(hourlyCpu, hourlyMemory)),
        nodeKinds.entrySet().stream().map(kind -> kind.getValue().row(kind.getKey())).toList());
  }

  private static double real(ResultSet row, int column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? Double.NaN : value;
  }

  /// The larger one; NaN is unknown and loses.
  static double max(double left, double right) {
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
