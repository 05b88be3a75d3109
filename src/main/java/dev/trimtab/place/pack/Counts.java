package dev.trimtab.place.pack;

import dev.trimtab.place.plan.NodePlan.PlannedNode;
import dev.trimtab.place.plan.Offer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Offers, and how many nodes of each are left for the parts of a plan still to be made.
final class Counts {
  private final List<Offer> offers;
  private final Map<Offer.Key, Integer> taken = new HashMap<>();

  Counts(List<Offer> offers) {
    this.offers = offers;
  }

  synchronized void take(List<PlannedNode> nodes) {
    nodes.forEach(node -> taken.merge(node.offer().key(), node.count(), Integer::sum));
  }

  /// In their order, with as many available as are left.
  synchronized List<Offer> left() {
    return offers.stream().map(this::left).toList();
  }

  private Offer left(Offer offer) {
    int gone = taken.getOrDefault(offer.key(), 0);
    return offer.available() == Instance.UNBOUNDED || gone == 0
        ? offer
        : new Offer(
            offer.instanceType(),
            offer.zone(),
            offer.capacityType(),
            offer.price(),
            offer.room(),
            offer.maxPods(),
            offer.arch(),
            offer.interruptions(),
            offer.available() - gone,
            offer.labels());
  }
}
