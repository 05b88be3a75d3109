package dev.trimtab.model.cluster;

import java.time.Instant;
import java.util.List;

/// A cluster at one moment.
///
/// @param version of its API server, such as `v1.33.1`; empty where it was not told
public record ClusterInventory(
    String cluster,
    Instant asOf,
    List<Namespace> namespaces,
    List<Node> nodes,
    List<Workload> workloads,
    List<Pod> pods,
    Policies policies,
    String version) {
  public ClusterInventory {
    namespaces = List.copyOf(namespaces);
    nodes = List.copyOf(nodes);
    workloads = List.copyOf(workloads);
    pods = List.copyOf(pods);
  }

  /// A cluster whose version is not known.
  public ClusterInventory(
      String cluster,
      Instant asOf,
      List<Namespace> namespaces,
      List<Node> nodes,
      List<Workload> workloads,
      List<Pod> pods,
      Policies policies) {
    this(cluster, asOf, namespaces, nodes, workloads, pods, policies, "");
  }
}
