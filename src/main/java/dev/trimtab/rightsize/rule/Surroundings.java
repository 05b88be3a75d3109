package dev.trimtab.rightsize.rule;

import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.cluster.Namespace;
import dev.trimtab.model.cluster.Node;
import dev.trimtab.model.cluster.Pod;
import dev.trimtab.model.cluster.Policies.LimitRange;
import dev.trimtab.model.cluster.Policies.Quota;
import dev.trimtab.model.cluster.Workload;
import dev.trimtab.model.cluster.WorkloadRef;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A cluster as sizing asks about it, indexed once.
public final class Surroundings {
  private final LocalDate asOf;
  private final Map<String, Node> nodes;
  private final Map<String, List<Pod>> daemonPods;
  private final Map<WorkloadRef, List<Pod>> pods;
  private final Map<WorkloadRef, Workload> workloads;
  private final Map<String, Namespace> namespaces;
  private final Map<String, List<LimitRange>> limitRanges;
  private final Map<String, List<Quota>> quotas;

  private Surroundings(LocalDate asOf, @Nullable ClusterInventory inventory) {
    this.asOf = asOf;
    nodes = new HashMap<>();
    workloads = new HashMap<>();
    namespaces = new HashMap<>();
    if (inventory == null) {
      daemonPods = Map.of();
      pods = Map.of();
      limitRanges = Map.of();
      quotas = Map.of();
      return;
    }
    inventory.nodes().forEach(node -> nodes.put(node.name(), node));
    inventory.workloads().forEach(workload -> workloads.put(workload.ref(), workload));
    inventory.namespaces().forEach(namespace -> namespaces.put(namespace.name(), namespace));
    pods = inventory.pods().stream().collect(Collectors.groupingBy(Pod::workload));
    daemonPods =
        inventory.pods().stream()
            .filter(pod -> pod.workload().kind().equals("DaemonSet") && pod.node() != null)
            .collect(Collectors.groupingBy(pod -> String.valueOf(pod.node())));
    limitRanges =
        inventory.policies().limitRanges().stream()
            .collect(Collectors.groupingBy(LimitRange::namespace));
    quotas =
        inventory.policies().quotas().stream().collect(Collectors.groupingBy(Quota::namespace));
  }

  public static Surroundings of(ClusterInventory inventory, LocalDate asOf) {
    return new Surroundings(asOf, inventory);
  }

  /// A cluster that is known by its usage alone.
  public static Surroundings unknown(LocalDate asOf) {
    return new Surroundings(asOf, null);
  }

  /// The day of the run (UTC).
  public LocalDate asOf() {
    return asOf;
  }

  public List<Node> nodes() {
    return List.copyOf(nodes.values());
  }

  public @Nullable Node node(@Nullable String name) {
    return name == null ? null : nodes.get(name);
  }

  /// Pods of DaemonSets that run on a node.
  public List<Pod> daemons(Node node) {
    return daemonPods.getOrDefault(node.name(), List.of());
  }

  public List<Pod> pods(WorkloadRef workload) {
    return pods.getOrDefault(workload, List.of());
  }

  public @Nullable Workload workload(WorkloadRef ref) {
    return workloads.get(ref);
  }

  public @Nullable Namespace namespace(String name) {
    return namespaces.get(name);
  }

  public List<LimitRange> limitRanges(String namespace) {
    return limitRanges.getOrDefault(namespace, List.of());
  }

  public List<Quota> quotas(String namespace) {
    return quotas.getOrDefault(namespace, List.of());
  }
}
