package dev.trimtab.place.market;

import dev.trimtab.model.price.SpotPrice;
import dev.trimtab.units.TimeWindow;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// Spot prices by physical pool: what two accounts tell of one is merged.
///
/// Of two prices of one pool and instant the dearer counts, so that no order matters.
final class SpotPools {
  private final Map<Pool, NavigableMap<Instant, BigDecimal>> pools = new HashMap<>();

  private record Pool(String zone, String instanceType) {}

  SpotPools(Collection<SpotPrice> prices, ZoneNames names, Currency currency) {
    for (var price : prices) {
      if (price.perHour().currency().equals(currency)) {
        names.key(price).ifPresent(zone -> add(new Pool(zone, price.instanceType()), price));
      }
    }
  }

  private void add(Pool pool, SpotPrice price) {
    pools
        .computeIfAbsent(pool, _ -> new TreeMap<>())
        .merge(price.from(), price.perHour().amount(), BigDecimal::max);
  }

  /// The price that a plan counts, if the pool has one.
  Optional<BigDecimal> price(
      String zone, String instanceType, MarketSettings.SpotChoice choice, Instant asOf) {
    var announced = pools.get(new Pool(zone, instanceType));
    if (announced == null) {
      return Optional.empty();
    }
    if (choice.isMean()) {
      var mean = SpotWindow.of(announced, TimeWindow.ending(asOf, choice.length()));
      if (mean.isPresent()) {
        return mean.map(SpotWindow::mean);
      }
    }
    // announced this very moment: nothing to take a mean of
    return Optional.ofNullable(announced.floorEntry(asOf)).map(Map.Entry::getValue);
  }
}
