package dev.trimtab.collect.files;

import dev.trimtab.collect.csv.BadRow;
import dev.trimtab.collect.csv.CsvFile;
import dev.trimtab.collect.csv.CsvRow;
import dev.trimtab.model.Collected;
import dev.trimtab.model.Problem;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.cluster.WorkloadRef;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads pods.csv (docs/formats.md): a workload a row.
///
/// @param mostBadRows largest share of rows that cannot be used, 0..1
public record PodsCsv(double mostBadRows) {
  private static final String DAEMON_SET = "DaemonSet";
  private static final List<String> REQUIRED =
      List.of("workload", "replicas", "cpu_request_cores", "memory_request_bytes");
  private static final List<String> KNOWN =
      List.of(
          "namespace",
          "workload_kind",
          "workload",
          "replicas",
          "cpu_request_cores",
          "memory_request_bytes",
          "gpu",
          "arch",
          "spot",
          "zone",
          "max_skew",
          "one_per_node",
          "max_pool_share",
          "daemonset");

  /// All usable rows; of rows of one workload the last counts, as a later word does.
  ///
  /// @throws SourceUnavailable when the file cannot be read, lacks a column or has too many bad
  ///   rows
  public Collected<List<PodsRow>> read(Path file) throws SourceUnavailable {
    var problems = new ArrayList<Problem>();
    Map<WorkloadRef, PodsRow> pods = new LinkedHashMap<>();
    var daemonSets = new ArrayList<PodsRow>();
    problems.addAll(
        new CsvFile("pods", file, mostBadRows)
            .readTable(
                REQUIRED,
                columns -> {
                  UnknownColumns.warn("pods", file, columns, KNOWN).ifPresent(problems::add);
                  return row -> {
                    var made = row(row);
                    if (made.daemonSet()) {
                      daemonSets.add(made);
                    } else if (pods.put(made.workload(), made) != null) {
                      problems.add(repeated(file, row.line(), made.workload()));
                    }
                  };
                }));
    takenForPods(file, pods.keySet()).ifPresent(problems::add);
    var all = new ArrayList<>(pods.values());
    all.addAll(daemonSets);
    return new Collected<>(all, problems);
  }

  private static Problem repeated(Path file, long line, WorkloadRef workload) {
    return new Problem(
        "pods",
        file.getFileName() + ":" + line,
        "repeated workload",
        "%s/%s/%s is there before; this later row counts"
            .formatted(workload.namespace(), workload.kind(), workload.name()));
  }

  /// The column alone makes a DaemonSet, and whoever names the kind may not know that.
  private static Optional<Problem> takenForPods(Path file, Collection<WorkloadRef> workloads) {
    var daemonSets = workloads.stream().filter(w -> w.kind().equalsIgnoreCase(DAEMON_SET)).toList();
    if (daemonSets.isEmpty()) {
      return Optional.empty();
    }
    var first = daemonSets.getFirst();
    return Optional.of(
        new Problem(
            "pods",
            String.valueOf(file.getFileName()),
            "daemonset-without-column",
            "%s of kind %s without daemonset: true, the first %s/%s: their replicas are placed like any pods. Maybe set daemonset to true, for one pod on every node"
                .formatted(
                    daemonSets.size() == 1 ? "1 row" : daemonSets.size() + " rows",
                    DAEMON_SET,
                    first.namespace(),
                    first.name())));
  }

  private static PodsRow row(CsvRow row) throws BadRow {
    boolean daemonSet = PlanCells.yes(row, "daemonset");
    return new PodsRow(
        new WorkloadRef(
            "",
            row.textOrEmpty("namespace"),
            row.textOrEmpty("workload_kind"),
            row.textOrEmpty("workload")),
        daemonSet ? 0 : PlanCells.whole(row, "replicas"),
        PlanCells.required(row, "cpu_request_cores", PlanCells.MOST_CORES),
        PlanCells.required(row, "memory_request_bytes", PlanCells.MOST_BYTES),
        PlanCells.orZero(row, "gpu"),
        PlanCells.arch(row),
        row.textOrEmpty("spot").equals("allowed"),
        row.textOrEmpty("zone"),
        PlanCells.wholeDown(row, "max_skew", -1),
        PlanCells.yes(row, "one_per_node"),
        PlanCells.share(row, "max_pool_share"),
        daemonSet);
  }
}
