package dev.trimtab.place.pack;

import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.place.plan.Offer;
import dev.trimtab.place.plan.PlanSettings.Risk;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What being interrupted costs, expected, per hour.
///
/// With a chance m a month, interruptions come at a rate of -ln(1-m)/730 an hour. Each costs its
/// pods a restart, and its node the difference to the on-demand price while spot capacity is gone.
final class InterruptionCost {
  private static final double HOURS_PER_MONTH = 730;

  /// What is known of most pools is a band; a pool without one is taken for a middling one.
  private static final double USUAL = 0.1;

  /// Dollars that one pod's restart costs: work lost, a colder cache, somebody's attention.
  private static final double RESTART = 0.02;

  /// Hours that capacity stays gone.
  private static final double GONE = 1;

  private final Risk risk;
  private final Map<String, Double> onDemand = new HashMap<>();

  InterruptionCost(Risk risk, List<Offer> offers) {
    this.risk = risk;
    for (var offer : offers) {
      if (offer.capacityType() == CapacityType.ON_DEMAND) {
        onDemand.merge(offer.instanceType(), offer.price().doubleValue(), Math::min);
      }
    }
  }

  private double rate(Offer offer) {
    if (risk == Risk.PRICE_ONLY || !offer.isSpot()) {
      return 0;
    }
    double month = Double.isNaN(offer.interruptions()) ? USUAL : offer.interruptions();
    return -Math.log1p(-Math.min(month, 0.999)) / HOURS_PER_MONTH;
  }

  double perPod(Offer offer) {
    return rate(offer) * RESTART;
  }

  double perNode(Offer offer) {
    double price = offer.price().doubleValue();
    double instead = onDemand.getOrDefault(offer.instanceType(), price);
    return rate(offer) * GONE * Math.max(0, instead - price);
  }
}
