package dev.trimtab.collect.prometheus;

import dev.trimtab.model.Fact;
import dev.trimtab.model.FactSink;
import dev.trimtab.model.usage.PodContainer;
import dev.trimtab.model.usage.UsageSample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// All that was told of a window, made into samples in the order of time.
///
/// @param knows which of the sparse measures are measured at all: absent is then zero
record Chunk(
    String cluster,
    Grid grid,
    Map<Measure, Map<ContainerKey, double[]>> tables,
    Owners owners,
    InForce inForce,
    Known knows,
    GaugeTable gauges) {
  private static final int BATCH = 50_000;

  /// Whether the cluster measures throttling, kills and restarts.
  record Known(boolean throttling, boolean kills, boolean restarts) {}

  private record Row(ContainerKey key, PodContainer subject, Map<Measure, double[]> values) {
    double value(Measure measure, int index) {
      var row = values.get(measure);
      return row == null ? Double.NaN : row[index];
    }
  }

  boolean isEmpty() {
    return tables.values().stream().allMatch(Map::isEmpty);
  }

  boolean hasCpu() {
    return !tables.getOrDefault(Measure.CPU_AVERAGE, Map.of()).isEmpty();
  }

  void handOver(FactSink sink) {
    var rows = rows();
    var batch = new ArrayList<UsageSample>(BATCH);
    for (int i = 0; i < grid.count(); i++) {
      var start = grid.start(i);
      var end = start.plusSeconds(grid.step());
      for (var row : rows) {
        if (isKnown(row, i)) {
          batch.add(sample(row, i, start, end));
        }
        if (batch.size() == BATCH) {
          sink.accept(new Fact.Usage(cluster, batch));
          batch.clear();
        }
      }
    }
    if (!batch.isEmpty()) {
      sink.accept(new Fact.Usage(cluster, batch));
    }
    var days = gauges.days(owners);
    if (!days.isEmpty()) {
      sink.accept(new Fact.Gauges(cluster, days));
    }
  }

  private List<Row> rows() {
    var byKey =
        new TreeMap<ContainerKey, Map<Measure, double[]>>(
            Comparator.comparing(ContainerKey::namespace)
                .thenComparing(ContainerKey::pod)
                .thenComparing(ContainerKey::container));
    tables.forEach((measure, table) ->
        table.forEach((key, row) ->
            byKey.computeIfAbsent(key, _ -> new EnumMap<>(Measure.class)).put(measure, row)));
    var rows = new ArrayList<Row>(byKey.size());
    byKey.forEach((key, values) -> rows.add(new Row(key, subject(key), values)));
    return rows;
  }

  private PodContainer subject(ContainerKey key) {
    return new PodContainer(
        owners.workload(key.namespace(), key.pod()),
        key.pod(),
        key.container(),
        owners.node(key.namespace(), key.pod()));
  }

  private static boolean isKnown(Row row, int i) {
    return !Double.isNaN(row.value(Measure.CPU_AVERAGE, i))
        || !Double.isNaN(row.value(Measure.MEMORY_AVERAGE, i));
  }

  private UsageSample sample(Row row, int i, Instant start, Instant end) {
    boolean hasCpu = !Double.isNaN(row.value(Measure.CPU_AVERAGE, i));
    double throttled = row.value(Measure.THROTTLED, i);
    double kills = larger(row.value(Measure.OOM_EVENTS, i), row.value(Measure.OOM_RESTARTS, i));
    return new UsageSample(
        row.subject(),
        start,
        end,
        row.value(Measure.CPU_AVERAGE, i),
        row.value(Measure.CPU_PEAK, i),
        Double.isNaN(throttled) && knows.throttling() && hasCpu ? 0 : Math.min(1, throttled),
        row.value(Measure.MEMORY_AVERAGE, i),
        row.value(Measure.MEMORY_PEAK, i),
        count(kills, knows.kills()),
        count(row.value(Measure.RESTARTS, i), knows.restarts()),
        inForce.at(row.key(), start.getEpochSecond()));
  }

  private static double larger(double one, double other) {
    return Double.isNaN(one) || other > one ? other : one;
  }

  /// An increase is extrapolated to the interval's ends, so that one event reads as 1.1 or 0.9.
  private static int count(double events, boolean known) {
    if (Double.isNaN(events)) {
      return known ? 0 : UsageSample.UNKNOWN_COUNT;
    }
    return Math.clamp(Math.round(events), 1, Integer.MAX_VALUE);
  }
}
