package dev.trimtab.place.market;

import dev.trimtab.model.price.OnDemandPrice;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// On-demand prices, each in force until the next one of its type and region.
final class ListPrices {
  private final Map<Listed, NavigableMap<Instant, BigDecimal>> prices = new HashMap<>();

  private record Listed(String region, String instanceType) {}

  ListPrices(Collection<OnDemandPrice> onDemand, Currency currency) {
    for (var price : onDemand) {
      if (price.perHour().currency().equals(currency)) {
        prices
            .computeIfAbsent(new Listed(price.region(), price.instanceType()), _ -> new TreeMap<>())
            .merge(price.from(), price.perHour().amount(), BigDecimal::max);
      }
    }
  }

  /// Before the first known price that first one holds, as it does for what nodes have cost.
  Optional<BigDecimal> at(String region, String instanceType, Instant at) {
    var known = prices.get(new Listed(region, instanceType));
    if (known == null) {
      return Optional.empty();
    }
    var inForce = known.floorEntry(at);
    return Optional.of(inForce == null ? known.firstEntry().getValue() : inForce.getValue());
  }
}
