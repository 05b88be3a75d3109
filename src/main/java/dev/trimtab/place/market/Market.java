package dev.trimtab.place.market;

import dev.trimtab.model.Fact;
import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.price.InstanceType;
import dev.trimtab.model.price.InterruptionRate;
import dev.trimtab.units.Money;
import java.time.Instant;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What can be bought, by stored prices, at any instant of which they tell.
public final class Market {
  /// The topmost of the Spot Advisor's bands has no end: it is taken to be as wide as two others.
  private static final double OPEN_BAND = 0.1;

  private final MarketSettings settings;
  private final ZoneNames zoneNames;
  private final ListPrices onDemand;
  private final SpotPools spot;
  private final Map<String, InstanceType> types = new TreeMap<>();
  private final Map<String, InterruptionRate> rates = new HashMap<>();
  private final Map<String, Map<Currency, Integer>> foreign = new HashMap<>();

  /// @param prices as stored: spot prices of at least [MarketSettings#spotWindow], in any order and
  ///   with repeats
  public Market(Fact.Prices prices, MarketSettings settings) {
    this.settings = settings;
    this.zoneNames = new ZoneNames(prices.zones(), prices.spot());
    this.onDemand = new ListPrices(prices.onDemand(), settings.currency());
    this.spot = new SpotPools(prices.spot(), zoneNames, settings.currency());
    prices.types().forEach(type -> types.put(type.name(), type));
    prices.interruptions().forEach(r -> rates.put(r.region() + "/" + r.instanceType(), r));
    prices.onDemand().forEach(price -> foreign(price.region(), price.perHour()));
    prices.spot().forEach(price -> foreign(price.region(), price.perHour()));
  }

  private void foreign(String region, Money price) {
    if (!price.currency().equals(settings.currency())) {
      foreign
          .computeIfAbsent(region, _ -> new HashMap<>())
          .merge(price.currency(), 1, Integer::sum);
    }
  }

  /// What a cluster may buy at an instant, by zone, type and capacity type: on demand and on spot
  /// wherever there is a price, and what is reserved as often as it is owned.
  ///
  /// A spot offer that is dearer than the same node on demand is left out.
  public Offered offers(ClusterInventory cluster, Instant asOf) {
    return new Shopping(this, cluster, asOf).offered();
  }

  MarketSettings settings() {
    return settings;
  }

  ZoneNames zoneNames() {
    return zoneNames;
  }

  ListPrices onDemand() {
    return onDemand;
  }

  SpotPools spot() {
    return spot;
  }

  Map<String, InstanceType> types() {
    return types;
  }

  Map<Currency, Integer> foreign(String region) {
    return foreign.getOrDefault(region, Map.of());
  }

  /// Chance of an interruption within a month, 0..1: the middle of the Spot Advisor's band; NaN
  /// where it has none.
  double interruptions(String region, String instanceType) {
    return Optional.ofNullable(rates.get(region + "/" + instanceType))
        .map(Market::middle)
        .orElse(Double.NaN);
  }

  private static double middle(InterruptionRate rate) {
    double below = rate.below() >= 1 ? rate.atLeast() + OPEN_BAND : rate.below();
    return (rate.atLeast() + below) / 2;
  }
}
