package dev.trimtab.model.cluster;

import java.time.Instant;
import java.util.List;

/// A cluster at one moment.
public record ClusterInventory(
    String cluster,
    Instant asOf,
    List<Namespace> namespaces,
    List<Node> nodes,
    List<Workload> workloads,
    List<Pod> pods,
    Policies policies) {
  public ClusterInventory {
    namespaces = List.copyOf(namespaces);
    nodes = List.copyOf(nodes);
    workloads = List.copyOf(workloads);
    pods = List.copyOf(pods);
  }
}
