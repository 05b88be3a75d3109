package dev.trimtab.rightsize.rule;

import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.cluster.Namespace;
import dev.trimtab.model.cluster.Node;
import dev.trimtab.model.cluster.Placement;
import dev.trimtab.model.cluster.Policies.LimitRange;
import dev.trimtab.model.cluster.Policies.Quota;
import dev.trimtab.model.cluster.Taint;
import dev.trimtab.model.cluster.Workload;
import dev.trimtab.model.cluster.WorkloadRef;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A cluster as sizing asks about it, indexed once.
public final class Surroundings {
  private static final Set<String> GPUS =
      Set.of("nvidia.com/gpu", "amd.com/gpu", "gpu.intel.com/i915", "gpu.intel.com/xe");

  private final LocalDate asOf;
  private final List<Node> nodes;
  private final List<Workload> daemonSets;
  private final Map<WorkloadRef, List<Placement>> placements;
  private final Map<WorkloadRef, Workload> workloads = new HashMap<>();
  private final Map<String, Namespace> namespaces = new HashMap<>();
  private final Map<String, List<LimitRange>> limitRanges;
  private final Map<String, List<Quota>> quotas;

  private Surroundings(
      LocalDate asOf,
      @Nullable ClusterInventory inventory,
      Map<WorkloadRef, List<Placement>> placements) {
    this.asOf = asOf;
    this.placements = placements;
    if (inventory == null) {
      nodes = List.of();
      daemonSets = List.of();
      limitRanges = Map.of();
      quotas = Map.of();
      return;
    }
    nodes = inventory.nodes();
    inventory.workloads().forEach(workload -> workloads.put(workload.ref(), workload));
    daemonSets =
        inventory.workloads().stream()
            .filter(workload -> workload.ref().kind().equals("DaemonSet"))
            .toList();
    inventory.namespaces().forEach(namespace -> namespaces.put(namespace.name(), namespace));
    limitRanges =
        inventory.policies().limitRanges().stream()
            .collect(Collectors.groupingBy(LimitRange::namespace));
    quotas =
        inventory.policies().quotas().stream().collect(Collectors.groupingBy(Quota::namespace));
  }

  /// A cluster whose API was read.
  ///
  /// @param placements on what kinds of node each workload runs, of any cluster
  public static Surroundings of(
      ClusterInventory inventory, Map<WorkloadRef, List<Placement>> placements, LocalDate asOf) {
    return new Surroundings(asOf, inventory, placements);
  }

  /// A cluster that is known by its usage alone.
  public static Surroundings unknown(LocalDate asOf) {
    return new Surroundings(asOf, null, Map.of());
  }

  /// The day of the run (UTC).
  public LocalDate asOf() {
    return asOf;
  }

  public List<Node> nodes() {
    return nodes;
  }

  /// DaemonSets that a node has to have room for, as far as their node selectors and the node's
  /// taints tell.
  public List<Workload> daemonSets(Node node) {
    return daemonSets.stream()
        .filter(each -> selects(each, node) && tolerates(each, node))
        .toList();
  }

  /// Whether a workload's pods put up with all that keeps others off a node.
  public static boolean tolerates(Workload workload, Node node) {
    return node.taints().stream()
        .filter(Taint::keepsOff)
        .allMatch(taint ->
            workload.template().scheduling().tolerates(taint) || asksFor(workload, taint.key()));
  }

  /// Where a taint is named after a device, clusters let those pods tolerate it that ask for one:
  /// an admission plugin adds that to pods, and no template shows it.
  private static boolean asksFor(Workload workload, String device) {
    return workload.template().containers().stream()
        .anyMatch(container ->
            container.accelerators().containsKey(device)
                || (GPUS.contains(device) && container.resources().gpus() > 0));
  }

  /// Whether a workload's node selector lets it run on a node.
  public static boolean selects(Workload workload, Node node) {
    return node.labels().entrySet().containsAll(workload.template().nodeSelector().entrySet());
  }

  /// On what kinds of node it runs.
  public List<Placement> placements(WorkloadRef workload) {
    return placements.getOrDefault(workload, List.of());
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
