package dev.trimtab.bench.replay;

import dev.trimtab.bench.open.Catalog;
import dev.trimtab.bench.open.Interruptions;
import dev.trimtab.bench.open.SpotHistory;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.place.plan.Offer;
import dev.trimtab.units.TimeWindow;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;

/// What could be had in us-east-1, and at which price.
final class Market {
  private final SpotHistory history;
  private final SortedMap<String, Catalog.Type> types;
  private final Map<String, Double> interruptions;

  private Market(
      SpotHistory history, SortedMap<String, Catalog.Type> types, Map<String, Double> chances) {
    this.history = history;
    this.types = types;
    this.interruptions = chances;
  }

  static Market read() throws SourceUnavailable {
    return new Market(SpotHistory.read(), Catalog.read(), Interruptions.read());
  }

  /// On-demand and spot nodes of all types of which spot prices are known since the instant.
  ///
  /// @param price of a spot pool, per hour
  List<Offer> offers(Instant knownSince, Function<SpotHistory.Pool, BigDecimal> price) {
    var offers = new ArrayList<Offer>();
    for (var pool : pools(knownSince)) {
      var type = types.get(pool.instanceType());
      if (type != null) {
        double chance = interruptions.getOrDefault(type.name(), Double.NaN);
        offers.add(type.offer(pool.zone(), CapacityType.ON_DEMAND, type.onDemand(), Double.NaN));
        offers.add(type.offer(pool.zone(), CapacityType.SPOT, price.apply(pool), chance));
      }
    }
    return offers;
  }

  private List<SpotHistory.Pool> pools(Instant knownSince) {
    return history.pools().stream()
        .filter(pool -> history.knows(pool, knownSince))
        .sorted(
            Comparator.comparing(SpotHistory.Pool::instanceType)
                .thenComparing(SpotHistory.Pool::zone))
        .toList();
  }

  BigDecimal at(SpotHistory.Pool pool, Instant instant) {
    return history.at(pool, instant);
  }

  BigDecimal mean(SpotHistory.Pool pool, TimeWindow window) {
    return history.mean(pool, window);
  }

  /// What a node cost per hour over the window.
  BigDecimal paid(Offer offer, TimeWindow window) {
    return offer.isSpot()
        ? history.mean(new SpotHistory.Pool(offer.instanceType(), offer.zone()), window)
        : offer.price();
  }

  /// What a node costs per hour when it is chosen.
  BigDecimal list(Offer offer, Instant instant) {
    return offer.isSpot()
        ? history.at(new SpotHistory.Pool(offer.instanceType(), offer.zone()), instant)
        : offer.price();
  }
}
