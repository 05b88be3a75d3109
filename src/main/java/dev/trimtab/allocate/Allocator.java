package dev.trimtab.allocate;

import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.cost.ContainerDay;
import dev.trimtab.model.cost.DailyCost;
import dev.trimtab.model.cost.NodeDay;
import dev.trimtab.units.LargestRemainder;
import dev.trimtab.units.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Splits what nodes cost on a day among what ran on them, each node-hour exactly once.
///
/// A node's cost is divided into CPU, memory and GPU by OpenCost's base prices (0.031611 USD a
/// core-hour, 0.004237 a GiB-hour, 0.95 a GPU-hour) scaled to the node's own price. Each part is
/// divided by what containers held, which is max(request, usage); what nobody held is idle. Where
/// containers held more than there is, they share it all. Containers that are known to no node of
/// that day hold of all their cluster's nodes, in proportion to their idle.
public final class Allocator {
  private static final double CORE_HOUR = 0.031611;
  private static final double GIB_HOUR = 0.004237;
  private static final double GPU_HOUR = 0.95;

  private final Teams teams;
  private final Set<String> sharedNamespaces;

  /// Builds an allocator.
  ///
  /// @param sharedNamespaces whose workloads serve everybody
  public Allocator(Teams teams, Collection<String> sharedNamespaces) {
    this.teams = teams;
    this.sharedNamespaces = new HashSet<>(sharedNamespaces);
  }

  /// Whose a part of the cost is.
  private record Owner(String namespace, String workload, String team, DailyCost.Kind kind) {}

  /// What somebody held of a node.
  private record Holding(WorkloadRef workload, double cores, double gib, double gpus) {}

  /// Allocates one UTC day.
  ///
  /// @param nodes priced, all of the same day
  /// @param containers of the same day
  /// @return rows whose cost adds up to that of the nodes, to the last stored digit
  public List<DailyCost> allocate(List<NodeDay> nodes, List<ContainerDay> containers) {
    var byNode = new HashMap<String, List<Holding>>();
    var homeless = new HashMap<String, List<Holding>>();
    var known = new HashSet<String>();
    nodes.forEach(node -> known.add(node.cluster() + "/" + node.node()));
    for (var c : containers) {
      var holding =
          new Holding(c.container().workload(), c.coreHours(), c.gibHours(), c.gpuHours());
      var cluster = c.container().workload().cluster();
      var key = cluster + "/" + c.node();
      if (known.contains(key)) {
        byNode.computeIfAbsent(key, _ -> new ArrayList<>()).add(holding);
      } else {
        homeless.computeIfAbsent(cluster, _ -> new ArrayList<>()).add(holding);
      }
    }
    var idle = idleByCluster(nodes, byNode);
    var rows = new ArrayList<DailyCost>();
    for (var node : nodes) {
      var held =
          new ArrayList<>(byNode.getOrDefault(node.cluster() + "/" + node.node(), List.of()));
      held.addAll(shareOf(node, homeless.getOrDefault(node.cluster(), List.of()), byNode, idle));
      rows.addAll(allocate(node, held));
    }
    return merged(rows);
  }

  /// Idle core-hours and GiB-hours of a node, zero or more.
  private static double[] idle(NodeDay node, List<Holding> held) {
    double cores = node.cpu().cores() * node.hours().doubleValue();
    double gib = node.memory().gibi() * node.hours().doubleValue();
    for (var h : held) {
      cores -= h.cores();
      gib -= h.gib();
    }
    return new double[] {Math.max(0, cores), Math.max(0, gib)};
  }

  private static Map<String, double[]> idleByCluster(
      List<NodeDay> nodes, Map<String, List<Holding>> byNode) {
    var sums = new HashMap<String, double[]>();
    for (var node : nodes) {
      var idle = idle(node, byNode.getOrDefault(node.cluster() + "/" + node.node(), List.of()));
      var sum = sums.computeIfAbsent(node.cluster(), _ -> new double[2]);
      sum[0] += idle[0];
      sum[1] += idle[1];
    }
    return sums;
  }

  private static List<Holding> shareOf(
      NodeDay node,
      List<Holding> homeless,
      Map<String, List<Holding>> byNode,
      Map<String, double[]> idleSums) {
    if (homeless.isEmpty()) {
      return List.of();
    }
    var own = idle(node, byNode.getOrDefault(node.cluster() + "/" + node.node(), List.of()));
    var sum = idleSums.getOrDefault(node.cluster(), new double[2]);
    double cpuShare = sum[0] == 0 ? 0 : own[0] / sum[0];
    double memoryShare = sum[1] == 0 ? 0 : own[1] / sum[1];
    return homeless.stream()
        .map(h -> new Holding(h.workload(), h.cores() * cpuShare, h.gib() * memoryShare, 0))
        .toList();
  }

  private List<DailyCost> allocate(NodeDay node, List<Holding> held) {
    double hours = node.hours().doubleValue();
    double coreHours = node.cpu().cores() * hours;
    double gibHours = node.memory().gibi() * hours;
    double gpuHours = node.gpus() * hours;
    var parts =
        LargestRemainder.split(
            node.cost().amount(),
            List.of(
                decimal(coreHours * CORE_HOUR),
                decimal(gibHours * GIB_HOUR),
                decimal(gpuHours * GPU_HOUR)),
            Money.STORED_SCALE);
    var rows = new ArrayList<DailyCost>();
    split(
        rows,
        node,
        DailyCost.Kind.CPU,
        parts.get(0),
        coreHours,
        held.stream().map(Holding::cores).toList(),
        held);
    split(
        rows,
        node,
        DailyCost.Kind.MEMORY,
        parts.get(1),
        gibHours,
        held.stream().map(Holding::gib).toList(),
        held);
    split(
        rows,
        node,
        DailyCost.Kind.GPU,
        parts.get(2),
        gpuHours,
        held.stream().map(Holding::gpus).toList(),
        held);
    return rows;
  }

  private void split(
      List<DailyCost> rows,
      NodeDay node,
      DailyCost.Kind kind,
      BigDecimal cost,
      double capacity,
      List<Double> held,
      List<Holding> holders) {
    double sum = held.stream().mapToDouble(Double::doubleValue).sum();
    double idle = Math.max(0, capacity - sum);
    // Where more was held than there is, everybody's quantity is cut in the same proportion.
    double scale = sum > capacity && sum > 0 ? capacity / sum : 1;
    var weights = new ArrayList<BigDecimal>();
    held.forEach(h -> weights.add(decimal(h * scale)));
    weights.add(decimal(idle));
    if (weights.stream().allMatch(w -> w.signum() == 0)) {
      weights.set(weights.size() - 1, BigDecimal.ONE); // nothing to measure by: idle
    }
    var shares = LargestRemainder.split(cost, weights, Money.STORED_SCALE);
    for (int i = 0; i < holders.size(); i++) {
      add(
          rows,
          node,
          owner(holders.get(i).workload(), kind),
          kind,
          decimal(held.get(i) * scale),
          shares.get(i));
    }
    add(
        rows,
        node,
        new Owner("", "", DailyCost.UNATTRIBUTED, DailyCost.Kind.IDLE),
        kind,
        decimal(idle),
        shares.getLast());
  }

  private Owner owner(WorkloadRef workload, DailyCost.Kind kind) {
    boolean shared = sharedNamespaces.contains(workload.namespace());
    return new Owner(
        workload.namespace(),
        workload.kind() + "/" + workload.name(),
        shared ? "shared" : teams.of(workload),
        shared ? DailyCost.Kind.SHARED : kind);
  }

  private static void add(
      List<DailyCost> rows,
      NodeDay node,
      Owner owner,
      DailyCost.Kind resource,
      BigDecimal quantity,
      BigDecimal cost) {
    if (quantity.signum() == 0 && cost.signum() == 0) {
      return;
    }
    rows.add(
        new DailyCost(
            node.day(),
            provider(node),
            node.cluster(),
            owner.namespace(),
            owner.workload(),
            owner.team(),
            owner.kind(),
            owner.kind() == resource
                ? node.instanceType()
                : node.instanceType() + "/" + resource.name().toLowerCase(java.util.Locale.ROOT),
            quantity,
            unit(resource),
            new Money(node.cost().currency(), cost),
            node.priceBasis()));
  }

  private static String provider(NodeDay node) {
    return node.instanceType().isEmpty() ? "" : "aws";
  }

  private static String unit(DailyCost.Kind resource) {
    return switch (resource) {
      case CPU -> "core-hours";
      case MEMORY -> "GiB-hours";
      case GPU -> "GPU-hours";
      case IDLE, SHARED, LLM -> "";
    };
  }

  private static BigDecimal decimal(double value) {
    return Double.isFinite(value) && value > 0
        ? BigDecimal.valueOf(value).setScale(9, RoundingMode.HALF_UP)
        : BigDecimal.ZERO;
  }

  private record Key(
      String provider,
      String cluster,
      String namespace,
      String workload,
      String team,
      DailyCost.Kind kind,
      String sku,
      String basis) {}

  /// Adds up the rows of one owner over nodes of the same type and price basis.
  private static List<DailyCost> merged(List<DailyCost> rows) {
    var sums = new LinkedHashMap<Key, DailyCost>();
    for (var r : rows) {
      var key =
          new Key(
              r.provider(),
              r.cluster(),
              r.namespace(),
              r.workload(),
              r.team(),
              r.kind(),
              r.sku(),
              r.priceBasis());
      sums.merge(key, r, Allocator::plus);
    }
    return List.copyOf(sums.values());
  }

  private static DailyCost plus(DailyCost a, DailyCost b) {
    var quantity =
        a.quantity() == null || b.quantity() == null ? null : a.quantity().add(b.quantity());
    return new DailyCost(
        a.day(),
        a.provider(),
        a.cluster(),
        a.namespace(),
        a.workload(),
        a.team(),
        a.kind(),
        a.sku(),
        quantity,
        a.unit(),
        a.cost().plus(b.cost()),
        a.priceBasis());
  }
}
