package dev.trimtab.allocate;

import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.cost.DailyCost;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
    for (var label : labels) {
      var team = found.get(label);
      if (team != null && !team.isBlank()) {
        into.put(key, team);
        return;
      }
    }
  }

  /// The team, or [DailyCost#UNATTRIBUTED].
  public String of(WorkloadRef workload) {
    var own = workloads.get(workload);
    return own != null ? own : of(workload.cluster(), workload.namespace());
  }

  /// The team of a namespace, or [DailyCost#UNATTRIBUTED].
  public String of(String cluster, String namespace) {
    return namespaces.getOrDefault(cluster + "/" + namespace, DailyCost.UNATTRIBUTED);
  }
}
