package dev.trimtab.collect.files;

import dev.trimtab.collect.csv.BadRow;
import dev.trimtab.collect.csv.CsvColumns;
import dev.trimtab.collect.csv.CsvRow;
import dev.trimtab.collect.csv.Words;
import dev.trimtab.model.cluster.Resources;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.usage.PodContainer;
import dev.trimtab.model.usage.UsageSample;
import dev.trimtab.units.Cpu;
import dev.trimtab.units.Memory;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes samples of the rows of one usage.csv. Subjects and resources, which repeat, are shared.
final class UsageRowParser {
  private static final List<String> KNOWN =
      List.of(
          "cluster",
          "namespace",
          "workload_kind",
          "workload",
          "container",
          "pod",
          "start",
          "end",
          "cpu_usage_avg_cores",
          "cpu_usage_max_cores",
          "cpu_throttled_fraction",
          "memory_usage_avg_bytes",
          "memory_usage_max_bytes",
          "cpu_request_cores",
          "cpu_limit_cores",
          "memory_request_bytes",
          "memory_limit_bytes",
          "oom_kills",
          "restarts");
  private static final int CPU_AVERAGE = 8;
  private static final int CPU_PEAK = 9;
  private static final int CPU_REQUEST = 13;
  private static final int OOM_KILLS = 17;
  private static final int RESTARTS = 18;
  private static final int MOST_SHARED = 100_000;
  // more cores or bytes than any machine has: a unit was mistaken, or the file is broken
  private static final double MOST_CORES = 1e6;
  private static final double MOST_BYTES = 1e17;

  private final int[] at = new int[KNOWN.size()];
  private final String defaultCluster;
  private final Words words = new Words();
  private final Map<PodContainer, PodContainer> subjects = new HashMap<>();
  private final double[] lastResources = {-1, -1, -1, -1};
  private final double[] nextResources = new double[4];
  private @Nullable Resources resources;
  private @Nullable PodContainer last;

  UsageRowParser(CsvColumns columns, String defaultCluster) {
    for (int i = 0; i < at.length; i++) {
      at[i] = columns.position(KNOWN.get(i));
    }
    this.defaultCluster = defaultCluster;
  }

  static List<String> unknown(CsvColumns columns) {
    return columns.names().stream().filter(name -> !KNOWN.contains(name)).toList();
  }

  boolean hasCpu() {
    return at[CPU_AVERAGE] >= 0 || at[CPU_PEAK] >= 0;
  }

  UsageSample parse(CsvRow row) throws BadRow {
    var start = row.instant(at[6]);
    var end = row.instant(at[7]);
    if (!end.isAfter(start)) {
      throw new BadRow("end not after start", "start is " + start + ", end is " + end);
    }
    double average = row.nonNegative(at[CPU_AVERAGE]);
    double peak = row.nonNegative(at[CPU_PEAK]);
    if (Double.isNaN(average) && Double.isNaN(peak)) {
      throw new BadRow(
          "missing cpu", "neither cpu_usage_avg_cores nor cpu_usage_max_cores has a value");
    }
    double throttled = row.nonNegative(at[10]);
    if (throttled > 1) {
      throw new BadRow(
          "unusable cpu_throttled_fraction",
          "cpu_throttled_fraction is " + throttled + "; wanted a share within 0..1");
    }
    return new UsageSample(
        subject(row),
        start,
        end,
        average,
        peak,
        throttled,
        row.nonNegative(at[11]),
        row.nonNegative(at[12]),
        count(row, OOM_KILLS),
        count(row, RESTARTS),
        resources(row));
  }

  private PodContainer subject(CsvRow row) throws BadRow {
    var workload = row.word(at[3], words);
    var container = row.word(at[4], words);
    if (workload.isEmpty() || container.isEmpty()) {
      var missing = workload.isEmpty() ? "workload" : "container";
      throw new BadRow("missing " + missing, missing + " is empty");
    }
    var named = row.word(at[0], words);
    var cluster = named.isEmpty() ? defaultCluster : named;
    var namespace = row.word(at[1], words);
    var kind = row.word(at[2], words);
    var pod = row.word(at[5], words);
    var before = last;
    if (before != null && is(before, cluster, namespace, kind, workload, container, pod)) {
      return before;
    }
    var made =
        new PodContainer(new WorkloadRef(cluster, namespace, kind, workload), pod, container, "");
    if (subjects.size() > MOST_SHARED) {
      subjects.clear();
    }
    var shared = subjects.putIfAbsent(made, made);
    last = shared == null ? made : shared;
    return last;
  }

  private static boolean is(
      PodContainer known,
      String cluster,
      String namespace,
      String kind,
      String workload,
      String container,
      String pod) {
    var ref = known.workload();
    return ref.name().equals(workload)
        && known.pod().equals(pod)
        && known.container().equals(container)
        && ref.namespace().equals(namespace)
        && ref.cluster().equals(cluster)
        && ref.kind().equals(kind);
  }

  private int count(CsvRow row, int column) throws BadRow {
    double events = row.nonNegative(at[column]);
    return Double.isNaN(events)
        ? UsageSample.UNKNOWN_COUNT
        : (int) Math.min(Integer.MAX_VALUE, Math.round(events));
  }

  /// Null where the row tells none of the four: that is unknown, which is not the same as unset.
  private @Nullable Resources resources(CsvRow row) throws BadRow {
    for (int i = 0; i < 4; i++) {
      double amount = row.nonNegative(at[CPU_REQUEST + i]);
      if (amount > (i < 2 ? MOST_CORES : MOST_BYTES)) {
        var column = KNOWN.get(CPU_REQUEST + i);
        throw new BadRow(
            "unusable " + column,
            column + " is " + amount + ", more than any machine has. Maybe the unit is another?");
      }
      nextResources[i] = amount;
    }
    if (!Arrays.equals(nextResources, lastResources)) {
      System.arraycopy(nextResources, 0, lastResources, 0, 4);
      resources = made();
    }
    return resources;
  }

  private @Nullable Resources made() {
    var cpuRequest = cpu(lastResources[0]);
    var cpuLimit = cpu(lastResources[1]);
    var memoryRequest = memory(lastResources[2]);
    var memoryLimit = memory(lastResources[3]);
    return cpuRequest == null && cpuLimit == null && memoryRequest == null && memoryLimit == null
        ? null
        : new Resources(cpuRequest, cpuLimit, memoryRequest, memoryLimit, 0);
  }

  private static @Nullable Cpu cpu(double cores) {
    return Double.isNaN(cores) ? null : Cpu.ofCores(cores);
  }

  private static @Nullable Memory memory(double bytes) {
    return Double.isNaN(bytes) ? null : Memory.bytes((long) Math.ceil(bytes));
  }
}
