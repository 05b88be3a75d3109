package dev.trimtab.place.market;

import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.place.market.MarketSettings.Reservation;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Deals what is reserved out to zones, so that all offers together are as many as are owned.
///
/// What holds in any zone goes first to where nodes of the type stand, the rest in turn: a plan's
/// zones are seldom far from today's, and each zone's offer has a count of its own.
final class Reserved {
  private static final int PLACES = 9;

  private final ClusterInventory cluster;
  private final List<String> zones;
  private final Map<Lot, Held> held = new LinkedHashMap<>();

  private record Lot(String instanceType, String zone) {}

  private record Held(int count, BigDecimal total) {
    private Held plus(Held other) {
      return new Held(count + other.count, total.add(other.total));
    }
  }

  /// @param pricePerHour the mean of all that are held there, to 9 places
  record Lots(String instanceType, String zone, int count, BigDecimal pricePerHour) {}

  Reserved(ClusterInventory cluster, Collection<String> zones) {
    this.cluster = cluster;
    this.zones = List.copyOf(zones);
  }

  void add(Reservation reservation) {
    counts(reservation)
        .forEach((zone, count) -> {
          if (count > 0) {
            var more =
                new Held(count, reservation.pricePerHour().multiply(BigDecimal.valueOf(count)));
            held.merge(new Lot(reservation.instanceType(), zone), more, Held::plus);
          }
        });
  }

  List<Lots> all() {
    return held.entrySet().stream()
        .map(entry -> {
          int count = entry.getValue().count();
          var mean =
              entry
                  .getValue()
                  .total()
                  .divide(BigDecimal.valueOf(count), PLACES, RoundingMode.HALF_UP);
          return new Lots(entry.getKey().instanceType(), entry.getKey().zone(), count, mean);
        })
        .toList();
  }

  private Map<String, Integer> counts(Reservation reservation) {
    if (!reservation.zone().isEmpty()) {
      return zones.contains(reservation.zone())
          ? Map.of(reservation.zone(), reservation.count())
          : Map.of();
    }
    var counts = new TreeMap<String, Integer>();
    int left = reservation.count();
    for (var node : cluster.nodes()) {
      if (left > 0
          && node.instanceType().equals(reservation.instanceType())
          && zones.contains(node.zone())) {
        counts.merge(node.zone(), 1, Integer::sum);
        left--;
      }
    }
    for (int i = 0; left > 0 && i < zones.size(); i++) {
      // as even as whole nodes go
      int share = Math.ceilDiv(left, zones.size() - i);
      counts.merge(zones.get(i), share, Integer::sum);
      left -= share;
    }
    return counts;
  }
}
