package dev.trimtab.place.move;

import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.model.cluster.Node;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.place.plan.NodePlan;
import dev.trimtab.place.plan.Offer;
import dev.trimtab.place.plan.PlanProblem;
import dev.trimtab.place.plan.Size;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

  /// The plan of a problem whose demands are whole workloads.
  public static Target of(PlanProblem problem, NodePlan plan) {
    var sizes = new HashMap<WorkloadRef, Size>();
    problem.demands().forEach(demand -> sizes.put(demand.workload(), demand.pod()));
    return new Target(plan, sizes, problem.offers());
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
