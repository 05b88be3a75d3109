package dev.trimtab.allocate;

import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.model.cost.NodeDay;
import dev.trimtab.model.cost.NodePresence;
import dev.trimtab.model.price.OnDemandPrice;
import dev.trimtab.model.price.SpotPrice;
import dev.trimtab.model.price.Zone;
import dev.trimtab.model.price.ZoneIds;
import dev.trimtab.units.Money;
import dev.trimtab.units.TimeWindow;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What capacity cost at any time: announced prices, each in force until the next one of its pool.
///
/// Before the first known price that first one is taken: prices rarely move, and zero would be a
/// lie.
public final class PriceTimeline {
  /// Price basis of a node whose type has no known price.
  static final String UNPRICED = "unpriced";

  /// Price basis of a spot node that is taken at its on-demand price.
  static final String NO_SPOT_PRICE = "on-demand (no spot price known)";

  private static final BigDecimal NANOS_PER_HOUR = new BigDecimal("3600000000000");

  private final Map<String, NavigableMap<Instant, Money>> onDemand = new HashMap<>();
  private final Map<String, NavigableMap<Instant, Money>> spot = new HashMap<>();
  private final ZoneIds zones;
  private final Currency currency;

  /// Takes prices in any order. Prices that accounts tell of one physical zone under two names are
  /// those of one pool; of two at one instant the dearer counts.
  ///
  /// @param zones names of zones and what they mean to the accounts that tell prices
  /// @param currency of all that is priced; prices in another are left out, never mixed in
  public PriceTimeline(
      Collection<OnDemandPrice> onDemandPrices,
      Collection<SpotPrice> spotPrices,
      Collection<Zone> zones,
      Currency currency) {
    this.currency = currency;
    this.zones = new ZoneIds(zones, spotPrices);
    for (var p : onDemandPrices) {
      put(onDemand, p.region() + "/" + p.instanceType(), p.from(), p.perHour());
    }
    for (var p : spotPrices) {
      this.zones
          .key(p)
          .ifPresent(zone -> put(spot, zone + "/" + p.instanceType(), p.from(), p.perHour()));
    }
  }

  private void put(
      Map<String, NavigableMap<Instant, Money>> prices, String pool, Instant from, Money price) {
    if (price.currency().equals(currency)) {
      prices.computeIfAbsent(pool, _ -> new TreeMap<>()).merge(from, price, PriceTimeline::dearer);
    }
  }

  private static Money dearer(Money a, Money b) {
    return a.amount().compareTo(b.amount()) >= 0 ? a : b;
  }

  /// The on-demand price of an hour at an instant.
  public Optional<Money> onDemand(String region, String instanceType, Instant at) {
    return at(onDemand.get(region + "/" + instanceType), at);
  }

  /// The spot price of an hour at an instant; empty, too, where a zone's name means several and
  /// nothing tells which one it is.
  public Optional<Money> spot(Zone zone, String instanceType, Instant at) {
    return at(pool(zone, instanceType), at);
  }

  private @Nullable NavigableMap<Instant, Money> pool(Zone zone, String instanceType) {
    return zones.key(zone).map(key -> spot.get(key + "/" + instanceType)).orElse(null);
  }

  /// What a node cost while it was there: `unpriced` and zero where no price is known, which is for
  /// the caller to tell loudly; a spot node whose pool has no price costs its on-demand price, and
  /// its basis says so.
  public NodeDay price(NodePresence node) {
    var pools =
        node.capacityType() == CapacityType.SPOT
            ? pool(new Zone(node.region(), node.zone(), node.zoneId()), node.instanceType())
            : null;
    if (pools != null) {
      return day(node, cost(pools, node.window()), "spot");
    }
    var list = onDemand.get(node.region() + "/" + node.instanceType());
    if (list == null) {
      return day(node, Money.zero(currency), UNPRICED);
    }
    var basis = node.capacityType() == CapacityType.SPOT ? NO_SPOT_PRICE : "on-demand";
    return day(node, cost(list, node.window()), basis);
  }

  private static Optional<Money> at(@Nullable NavigableMap<Instant, Money> prices, Instant at) {
    if (prices == null) {
      return Optional.empty();
    }
    var entry = prices.floorEntry(at);
    return Optional.of(entry == null ? prices.firstEntry().getValue() : entry.getValue());
  }

  /// The sum over price segments of price x hours.
  private static Money cost(NavigableMap<Instant, Money> prices, TimeWindow window) {
    var start = window.start();
    var in = prices.floorEntry(start);
    var price = in == null ? prices.firstEntry().getValue() : in.getValue();
    var sum = Money.zero(price.currency());
    for (var change : prices.subMap(start, false, window.end(), false).entrySet()) {
      if (in == null && change.getKey().equals(prices.firstKey())) {
        continue; // the first known price holds before itself, too
      }
      sum = sum.plus(price.times(hours(start, change.getKey())));
      start = change.getKey();
      price = change.getValue();
    }
    return sum.plus(price.times(hours(start, window.end())));
  }

  private static NodeDay day(NodePresence n, Money cost, String basis) {
    return new NodeDay(
        n.day(),
        n.cluster(),
        n.node(),
        n.instanceType(),
        n.region(),
        n.zone(),
        n.capacityType(),
        n.cpu(),
        n.memory(),
        n.gpus(),
        hours(n.window().start(), n.window().end()),
        cost.stored(),
        basis);
  }

  static BigDecimal hours(Instant from, Instant to) {
    return BigDecimal.valueOf(Duration.between(from, to).toNanos())
        .divide(NANOS_PER_HOUR, 12, RoundingMode.HALF_UP);
  }
}
