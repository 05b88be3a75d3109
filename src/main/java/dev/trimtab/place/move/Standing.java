package dev.trimtab.place.move;

import static java.util.stream.Collectors.toMap;

import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.cluster.Node;
import dev.trimtab.model.cluster.Pod;
import dev.trimtab.model.cluster.Policies;
import dev.trimtab.model.cluster.Workload;
import dev.trimtab.model.cluster.WorkloadRef;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// The nodes that stand and what runs on each.
///
/// @param pods by node and workload; pods that have ended do not count
/// @param workloads by reference
public record Standing(
    List<Node> nodes,
    Map<String, Map<WorkloadRef, Integer>> pods,
    Map<WorkloadRef, Workload> workloads,
    Policies policies) {
  static final Comparator<WorkloadRef> BY_NAME =
      Comparator.comparing(WorkloadRef::namespace)
          .thenComparing(WorkloadRef::name)
          .thenComparing(WorkloadRef::kind);

  /// Pods that belong to their node, come up on every other and go with it.
  private static final Set<String> OF_THE_NODE = Set.of("DaemonSet", "StaticPod");

  private static final Set<String> ENDED = Set.of("Succeeded", "Failed");

  public Standing {
    nodes = nodes.stream().sorted(Comparator.comparing(Node::name)).toList();
    pods = Map.copyOf(pods);
    workloads = Map.copyOf(workloads);
  }

  /// A cluster whose pods are counted already.
  ///
  /// @param pods by node and workload
  public static Standing of(ClusterInventory cluster, Map<String, Map<WorkloadRef, Integer>> pods) {
    return new Standing(
        cluster.nodes(),
        pods,
        cluster.workloads().stream().collect(toMap(Workload::ref, w -> w, (first, _) -> first)),
        cluster.policies());
  }

  /// A cluster with these pods; those that have ended or are not scheduled do not count.
  public static Standing of(ClusterInventory cluster, List<Pod> pods) {
    var counts = new HashMap<String, Map<WorkloadRef, Integer>>();
    for (var pod : pods) {
      var node = pod.node();
      if (node != null && !ENDED.contains(pod.phase())) {
        counts.computeIfAbsent(node, _ -> new HashMap<>()).merge(pod.workload(), 1, Integer::sum);
      }
    }
    return of(cluster, counts);
  }

  /// What would have to move off a node: pods of DaemonSets and static ones do not.
  SortedMap<WorkloadRef, Integer> movable(Node node) {
    var movable = new TreeMap<WorkloadRef, Integer>(BY_NAME);
    pods.getOrDefault(node.name(), Map.of())
        .forEach((workload, count) -> {
          if (count > 0 && !OF_THE_NODE.contains(workload.kind())) {
            movable.put(workload, count);
          }
        });
    return movable;
  }
}
