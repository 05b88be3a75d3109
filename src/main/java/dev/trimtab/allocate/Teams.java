package dev.trimtab.allocate;

import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.cost.DailyCost;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which team a workload belongs to: the first configured label that its own object has, else its
/// namespace.
public final class Teams {
  private final List<String> labels;
  private final Map<WorkloadRef, String> workloads = new HashMap<>();
  private final Map<String, String> namespaces = new HashMap<>();

  /// Reads the labels of the present clusters.
  ///
  /// @param labels in order of precedence
  public Teams(List<String> labels, Collection<ClusterInventory> clusters) {
    this.labels = List.copyOf(labels);
    for (var cluster : clusters) {
      for (var namespace : cluster.namespaces()) {
        put(namespaces, cluster.cluster() + "/" + namespace.name(), namespace.labels());
      }
      for (var workload : cluster.workloads()) {
        put(workloads, workload.ref(), workload.labels());
      }
    }
  }

  private <K> void put(Map<K, String> into, K key, Map<String, String> found) {
    named(found).ifPresent(team -> into.put(key, team));
  }

  private Optional<String> named(Map<String, String> found) {
    return labels.stream()
        .map(label -> found.getOrDefault(label, ""))
        .filter(team -> !team.isBlank())
        .findFirst();
  }

  /// The team, or [DailyCost#UNATTRIBUTED].
  public String of(WorkloadRef workload) {
    var own = workloads.get(workload);
    return own != null ? own : of(workload.cluster(), workload.namespace());
  }

  /// The team that an object's own labels name, or else that of its namespace.
  public String of(Map<String, String> own, String cluster, String namespace) {
    return named(own).orElseGet(() -> of(cluster, namespace));
  }

  /// The team of a namespace, or [DailyCost#UNATTRIBUTED].
  public String of(String cluster, String namespace) {
    return namespaces.getOrDefault(cluster + "/" + namespace, DailyCost.UNATTRIBUTED);
  }
}
