package dev.trimtab.place.cluster;

import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.place.plan.NodePlan;
import dev.trimtab.place.plan.NodePlan.PlannedNode;
import dev.trimtab.place.plan.Offer;
import dev.trimtab.place.plan.PlanProblem;
import java.util.HashMap;
import java.util.Map;

/// Nodes of one instance type that are not all alike: some have labels, taints or room that others
/// have not.
///
/// To a planner an offer is its instance type, zone and capacity type. So each variant of a type
/// has a name of its own, which no instance type can have; [#plain] tells the type.
final class Variants {
  private static final char MARK = '#';

  private Variants() {}

  /// @param variant the first, 0, is called as the type is
  static String named(String instanceType, int variant) {
    return variant == 0 ? instanceType : instanceType + MARK + (variant + 1);
  }

  static String plain(String instanceType) {
    int mark = instanceType.indexOf(MARK);
    return mark < 0 ? instanceType : instanceType.substring(0, mark);
  }

  static Offer plain(Offer offer) {
    return called(offer, plain(offer.instanceType()));
  }

  static Offer called(Offer offer, String name) {
    return name.equals(offer.instanceType())
        ? offer
        : new Offer(
            name,
            offer.zone(),
            offer.capacityType(),
            offer.price(),
            offer.room(),
            offer.maxPods(),
            offer.arch(),
            offer.interruptions(),
            offer.available(),
            offer.labels());
  }

  /// The plan as people know its nodes.
  static NodePlan plain(NodePlan plan) {
    return new NodePlan(
        plan.nodes().stream()
            .map(node -> new PlannedNode(plain(node.offer()), node.count(), node.pods()))
            .toList(),
        plan.unplaced(),
        plan.objective(),
        plan.lowerBound(),
        plan.objectiveBound());
  }

  /// The same of a problem.
  static PlanProblem plain(PlanProblem problem) {
    return new PlanProblem(
        problem.demands(),
        problem.daemons(),
        problem.offers().stream().map(Variants::plain).toList());
  }

  private record Pool(WorkloadRef workload, String instanceType, String zone) {}

  /// Whether no workload has too large a share in a spot pool: to a planner each variant is a pool,
  /// to the market they are one.
  static boolean keepPoolShares(PlanProblem problem, NodePlan plan) {
    Map<Pool, Integer> held = new HashMap<>();
    for (var node : plan.nodes()) {
      var offer = node.offer();
      if (offer.capacityType() == CapacityType.SPOT) {
        node.pods()
            .forEach((workload, count) ->
                held.merge(
                    new Pool(workload, plain(offer.instanceType()), offer.zone()),
                    count * node.count(),
                    Integer::sum));
      }
    }
    var caps = new HashMap<WorkloadRef, Integer>();
    problem.demands().forEach(demand -> caps.put(demand.workload(), demand.poolCap()));
    return held.entrySet().stream()
        .allMatch(pool ->
            pool.getValue() <= caps.getOrDefault(pool.getKey().workload(), Integer.MAX_VALUE));
  }
}
