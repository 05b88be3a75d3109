package dev.trimtab.place.move;

import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.model.cluster.Node;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.place.plan.NodePlan;
import dev.trimtab.place.plan.NodePlan.PlannedNode;
import dev.trimtab.place.plan.Offer;
import dev.trimtab.place.plan.PlanProblem;
import dev.trimtab.place.plan.Size;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Where to go.
///
/// @param plan whose offers have the room that DaemonSets leave
/// @param sizes what one pod asks for, by workload
/// @param offers of which the nodes that stand have their prices
public record Target(NodePlan plan, Map<WorkloadRef, Size> sizes, List<Offer> offers) {
  public Target {
    sizes = Map.copyOf(sizes);
    offers = List.copyOf(offers);
  }

  /// The plan of a problem.
  ///
  /// @param whole the workload that a demand's is a part of, itself where it is whole
  public static Target of(PlanProblem problem, NodePlan plan, UnaryOperator<WorkloadRef> whole) {
    var sizes = new HashMap<WorkloadRef, Size>();
    for (var demand : problem.demands()) {
      sizes.put(whole.apply(demand.workload()), demand.pod());
    }
    var nodes = plan.nodes().stream().map(node -> together(node, whole)).toList();
    var joined =
        new NodePlan(
            nodes, plan.unplaced(), plan.objective(), plan.lowerBound(), plan.objectiveBound());
    return new Target(joined, sizes, problem.offers());
  }

  private static PlannedNode together(PlannedNode node, UnaryOperator<WorkloadRef> whole) {
    var pods = new HashMap<WorkloadRef, Integer>();
    node.pods().forEach((part, count) -> pods.merge(whole.apply(part), count, Integer::sum));
    return new PlannedNode(node.offer(), node.count(), pods);
  }

  Size size(WorkloadRef workload) {
    return sizes.getOrDefault(workload, Size.ZERO);
  }

  /// What a node is, whoever pays for it: a reservation is a way to pay for an on-demand one.
  static Offer.Key kind(Offer.Key key) {
    return new Offer.Key(
        key.instanceType(),
        key.zone(),
        key.capacityType() == CapacityType.SPOT ? CapacityType.SPOT : CapacityType.ON_DEMAND);
  }

  static Offer.Key kind(Node node) {
    return kind(new Offer.Key(node.instanceType(), node.zone(), node.capacityType()));
  }

  /// The highest price of each kind of node, per hour.
  Map<Offer.Key, BigDecimal> prices() {
    var prices = new HashMap<Offer.Key, BigDecimal>();
    offers.forEach(offer -> prices.merge(kind(offer.key()), offer.price(), BigDecimal::max));
    return prices;
  }
}
