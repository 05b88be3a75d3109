package dev.trimtab.demo.world;

import dev.trimtab.demo.seed.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/// A workload of one cluster: who runs how many of what.
///
/// @param kind `Deployment`, `StatefulSet`, `Rollout`, `Cluster` (an operator's), `Job`, …
/// @param traits what is special about it: `spot`, `hpa`, `pdb`, `oom`, `leak`, `young`, `pernode`,
///   `gpu`, …
public record WorkloadSpec(
    String namespace,
    String kind,
    String name,
    int replicas,
    Set<String> traits,
    List<ContainerSpec> containers) {
  public WorkloadSpec {
    traits = Set.copyOf(traits);
    containers = List.copyOf(containers);
  }

  public boolean is(String trait) {
    return traits.contains(trait);
  }

  public boolean kindIs(String... kinds) {
    return Set.of(kinds).contains(kind);
  }

  public String key() {
    return namespace + "/" + kind + "/" + name;
  }

  /// Millicores that the scheduler reserves for one pod.
  public long cpuRequest() {
    return containers.stream()
        .filter(ContainerSpec::longRunning)
        .mapToLong(ContainerSpec::cpuRequest)
        .sum();
  }

  /// MiB that the scheduler reserves for one pod.
  public long memoryRequest() {
    return containers.stream()
        .filter(ContainerSpec::longRunning)
        .mapToLong(ContainerSpec::memoryRequest)
        .sum();
  }

  /// GPUs that the main container of each pod asks for.
  public int gpus() {
    return is("gpu") ? 1 : 0;
  }

  /// GiB of the volume that each pod has, 0 for none.
  public long volumeGib() {
    return is("pvc") ? Math.max(20, memoryRequest() / 50) : 0;
  }

  /// What the cluster runs. A DaemonSet's replicas are left 0: they follow from the nodes.
  public static List<WorkloadSpec> of(String cluster) {
    var grouped = new LinkedHashMap<String, List<Table.Row>>();
    for (var row : Table.read("workloads.csv")) {
      var key = row.text("namespace") + "/" + row.text("kind") + "/" + row.text("name");
      grouped.computeIfAbsent(key, _ -> new ArrayList<>()).add(row);
    }
    return grouped.values().stream()
        .map(rows -> workload(rows, cluster))
        .filter(workload -> workload.replicas() > 0 || workload.kindIs("DaemonSet"))
        .toList();
  }

  private static WorkloadSpec workload(List<Table.Row> rows, String cluster) {
    var first = rows.getFirst();
    return new WorkloadSpec(
        first.text("namespace"),
        first.text("kind"),
        first.text("name"),
        first.number(cluster),
        Set.of(first.text("traits").split(" ")),
        rows.stream().map(ContainerSpec::of).toList());
  }
}
