package dev.trimtab.allocate;

import dev.trimtab.model.cost.ContainerDay;
import dev.trimtab.model.cost.DailyCost;
import dev.trimtab.model.cost.NodeDay;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/// Splits what nodes cost on a day among what ran on them, each node-hour exactly once.
///
/// A node's cost is divided into CPU, memory and GPU by OpenCost's base prices (0.031611 USD a
/// core-hour, 0.004237 a GiB-hour, 0.95 a GPU-hour) scaled to the node's own price. Each part is
/// divided by what containers held, which is max(request, usage); what nobody held is idle. Where
/// containers held more than there is, they share it all. Containers that are known to no node of
/// that day take of their cluster's idle, and no more than that: no cost is invented for them.
public final class Allocator {
  private final Teams teams;
  private final Set<String> sharedNamespaces;

  /// Builds an allocator.
  ///
  /// @param sharedNamespaces whose workloads serve everybody
  public Allocator(Teams teams, Collection<String> sharedNamespaces) {
    this.teams = teams;
    this.sharedNamespaces = Set.copyOf(sharedNamespaces);
  }

  /// Allocates one UTC day.
  ///
  /// @param nodes priced, all of the same day
  /// @param containers of the same day
  /// @return rows whose cost adds up to that of the nodes, to the last stored digit
  public List<DailyCost> allocate(List<NodeDay> nodes, List<ContainerDay> containers) {
    var holdings = new Holdings(nodes, containers);
    var split = new NodeSplit(this::owner);
    var rows = new CostRows();
    for (var node : nodes) {
      split.of(node, holdings.of(node)).forEach(share -> rows.add(node, share));
    }
    return rows.rows();
  }

  private Owner owner(Holding holding, DailyCost.Kind resource) {
    var workload = holding.workload();
    boolean shared = sharedNamespaces.contains(workload.namespace());
    return new Owner(
        workload.namespace(),
        workload.kind() + "/" + workload.name(),
        shared ? "shared" : teams.of(workload),
        shared ? DailyCost.Kind.SHARED : resource);
  }
}
