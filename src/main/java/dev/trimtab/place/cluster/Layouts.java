package dev.trimtab.place.cluster;

import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.plan.ClusterPlan.Layout;
import dev.trimtab.model.plan.ClusterPlan.NodeGroup;
import dev.trimtab.model.plan.ClusterPlan.Share;
import dev.trimtab.model.plan.ClusterPlan.Unplaced;
import dev.trimtab.place.plan.NodePlan;
import dev.trimtab.place.plan.Offer;
import dev.trimtab.units.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A plan as it is stored: parts of workloads put together again.
final class Layouts {
  private static final Comparator<WorkloadRef> BY_NAME =
      Comparator.comparing(WorkloadRef::namespace)
          .thenComparing(WorkloadRef::kind)
          .thenComparing(WorkloadRef::name);

  private Layouts() {}

  /// What is told of a node: variants of a type are one.
  private record Kind(
      String instanceType, String zone, CapacityType capacityType, String arch, BigDecimal price) {
    static Kind of(Offer offer) {
      return new Kind(
          Variants.plain(offer.instanceType()),
          offer.zone(),
          offer.capacityType(),
          offer.arch(),
          offer.price());
    }
  }

  private record Contents(Kind kind, Map<WorkloadRef, Integer> pods) {}

  /// @param lowerBound per hour, proven: at most the plan's price is told
  static Layout of(NodePlan plan, double lowerBound, Currency currency) {
    var price = plan.price();
    var proven =
        BigDecimal.valueOf(Math.max(0, lowerBound))
            .setScale(Money.STORED_SCALE, RoundingMode.FLOOR)
            .min(price);
    return new Layout(
        new Money(currency, price),
        new Money(currency, proven),
        gap(price, proven),
        groups(plan, currency),
        unplaced(plan));
  }

  /// Of the price, which is what people pay.
  private static double gap(BigDecimal price, BigDecimal bound) {
    return bound.signum() > 0
        ? Math.max(0, price.doubleValue() / bound.doubleValue() - 1)
        : price.signum() > 0 ? Double.POSITIVE_INFINITY : 0;
  }

  private static List<NodeGroup> groups(NodePlan plan, Currency currency) {
    var counts = new LinkedHashMap<Contents, Integer>();
    for (var node : plan.nodes()) {
      counts.merge(
          new Contents(Kind.of(node.offer()), Parts.together(node.pods())),
          node.count(),
          Integer::sum);
    }
    var groups = new ArrayList<NodeGroup>();
    counts.forEach((contents, count) -> groups.add(group(contents, count, currency)));
    groups.sort(
        Comparator.comparing(NodeGroup::instanceType)
            .thenComparing(NodeGroup::zone)
            .thenComparing(NodeGroup::capacityType)
            .thenComparing(group -> group.pods().toString()));
    return groups;
  }

  private static NodeGroup group(Contents contents, int count, Currency currency) {
    var offer = contents.kind();
    return new NodeGroup(
        offer.instanceType(),
        offer.zone(),
        offer.capacityType(),
        offer.arch(),
        new Money(currency, offer.price()),
        count,
        contents.pods().entrySet().stream()
            .map(pods -> new Share(pods.getKey(), pods.getValue()))
            .sorted(Comparator.comparing(Share::workload, BY_NAME))
            .toList());
  }

  private static List<Unplaced> unplaced(NodePlan plan) {
    record Why(WorkloadRef workload, String reason) {}
    var counts = new LinkedHashMap<Why, Integer>();
    for (var each : plan.unplaced()) {
      counts.merge(
          new Why(Parts.whole(each.workload()), each.reason()), each.replicas(), Integer::sum);
    }
    var unplaced = new ArrayList<Unplaced>();
    counts.forEach((why, count) -> unplaced.add(new Unplaced(why.workload(), count, why.reason())));
    return unplaced;
  }
}
