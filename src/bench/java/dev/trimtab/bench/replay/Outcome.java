package dev.trimtab.bench.replay;

import dev.trimtab.bench.open.SpotHistory.Pool;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.place.plan.Demand;
import dev.trimtab.place.plan.NodePlan;
import dev.trimtab.place.plan.NodePlan.PlannedNode;
import dev.trimtab.units.TimeWindow;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// What came of a plan.
///
/// @param chosen price per hour that it was chosen at
/// @param list price per hour in force when it was chosen
/// @param paid price per hour over the time that it was held for
/// @param largestPool share of all pods in one spot pool, 0..1
/// @param worstLoss largest share of one workload's replicas in one spot pool, 0..1
/// @param interruptions mean chance within a month over pods on spot nodes, 0..1
/// @param onSpot share of all pods, 0..1
/// @param bound on the price per hour that it was chosen at: proven, no plan of the kind is below
/// @param gap of the plan's own objective
record Outcome(
    Policy policy,
    BigDecimal chosen,
    BigDecimal list,
    BigDecimal paid,
    double largestPool,
    double worstLoss,
    double interruptions,
    double onSpot,
    BigDecimal bound,
    double gap) {
  /// @throws IllegalStateException when the plan leaves pods out: it would be cheap for nothing
  static Outcome of(
      Policy policy, NodePlan plan, List<Demand> demands, Market market, TimeWindow held) {
    if (!plan.unplaced().isEmpty()) {
      throw new IllegalStateException(
          policy.name() + " left out " + plan.unplaced().getFirst() + " and maybe more");
    }
    var pools = pools(plan);
    double pods = demands.stream().mapToInt(Demand::replicas).sum();
    double onSpot = pools.values().stream().mapToInt(Outcome::total).sum();
    return new Outcome(
        policy,
        plan.price(),
        sum(plan, node -> market.list(node.offer(), held.start())),
        sum(plan, node -> market.paid(node.offer(), held)),
        pools.values().stream().mapToInt(Outcome::total).max().orElse(0) / pods,
        worstLoss(pools, demands),
        onSpot == 0 ? 0 : chances(plan) / onSpot,
        onSpot / pods,
        BigDecimal.valueOf(plan.lowerBound()),
        plan.gap());
  }

  private static BigDecimal sum(NodePlan plan, Function<PlannedNode, BigDecimal> price) {
    return plan.nodes().stream()
        .map(node -> price.apply(node).multiply(BigDecimal.valueOf(node.count())))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static Map<Pool, Map<WorkloadRef, Integer>> pools(NodePlan plan) {
    var pools = new HashMap<Pool, Map<WorkloadRef, Integer>>();
    for (var node : plan.nodes()) {
      if (node.offer().isSpot()) {
        var pool = new Pool(node.offer().instanceType(), node.offer().zone());
        var into = pools.computeIfAbsent(pool, _ -> new HashMap<>());
        node.pods()
            .forEach((workload, each) -> into.merge(workload, each * node.count(), Integer::sum));
      }
    }
    return pools;
  }

  private static int total(Map<WorkloadRef, Integer> pods) {
    return pods.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static double worstLoss(
      Map<Pool, Map<WorkloadRef, Integer>> pools, List<Demand> demands) {
    return demands.stream()
        .mapToDouble(demand -> (double) mostInOne(pools, demand) / demand.replicas())
        .max()
        .orElse(0);
  }

  private static int mostInOne(Map<Pool, Map<WorkloadRef, Integer>> pools, Demand demand) {
    return pools.values().stream()
        .mapToInt(pods -> pods.getOrDefault(demand.workload(), 0))
        .max()
        .orElse(0);
  }

  private static double chances(NodePlan plan) {
    return plan.nodes().stream()
        .filter(node -> node.offer().isSpot())
        .mapToDouble(node -> node.offer().interruptions() * node.count() * total(node.pods()))
        .sum();
  }
}
