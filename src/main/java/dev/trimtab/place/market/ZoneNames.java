package dev.trimtab.place.market;

import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.price.SpotPrice;
import dev.trimtab.model.price.Zone;
import dev.trimtab.model.price.ZoneIds;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Which physical zone a name means: `us-east-1a` is another one in every account.
final class ZoneNames {
  static final String ZONE_ID_LABEL = ZoneIds.LABEL;

  private static final Comparator<Place> BY_NAME =
      Comparator.comparing(Place::region).thenComparing(Place::zone);

  private final ZoneIds zoneIds;
  private final Map<Place, Set<String>> ids = new HashMap<>();

  /// A zone by its name in a region.
  record Place(String region, String zone) {}

  ZoneNames(Collection<Zone> zones, Collection<SpotPrice> prices) {
    zoneIds = new ZoneIds(zones, prices);
    zoneIds
        .byName()
        .forEach((zone, known) -> ids.put(new Place(zone.region(), zone.name()), known));
  }

  /// What identifies the zone of a price. Empty where two accounts use the name and the price does
  /// not tell whose it is.
  Optional<String> key(SpotPrice price) {
    return zoneIds.key(price);
  }

  private Optional<String> key(Place place) {
    return zoneIds.key(new Zone(place.region(), place.zone(), ""));
  }

  /// Whether any account's prices or zones have the name.
  boolean isKnown(String zone) {
    return ids.keySet().stream().anyMatch(place -> place.zone().equals(zone));
  }

  /// The zones in which a cluster's nodes stand, with what identifies each; empty where that cannot
  /// be told. A node's own word counts before that of any account.
  NavigableMap<Place, Optional<String>> standing(ClusterInventory cluster) {
    var found = new TreeMap<Place, Optional<String>>(BY_NAME);
    for (var node : cluster.nodes()) {
      if (!node.region().isEmpty() && !node.zone().isEmpty()) {
        var place = new Place(node.region(), node.zone());
        var told = node.located().zoneId();
        if (!told.isEmpty()) {
          found.put(place, Optional.of(told));
        } else {
          found.computeIfAbsent(place, this::key);
        }
      }
    }
    return found;
  }

  /// All zones of the regions in which a cluster stands, as its account names them. A zone whose
  /// name there cannot be told is left out.
  NavigableMap<Place, Optional<String>> ofRegions(ClusterInventory cluster) {
    var found = new TreeMap<>(standing(cluster));
    var regions = new HashSet<String>();
    found.keySet().forEach(place -> regions.add(place.region()));
    var taken = new HashSet<String>();
    found.values().forEach(id -> id.ifPresent(taken::add));
    for (var entry : names(regions, found.keySet()).entrySet()) {
      if (!taken.contains(entry.getKey()) && entry.getValue().size() == 1) {
        found.put(entry.getValue().iterator().next(), Optional.of(entry.getKey()));
      }
    }
    ids.forEach((place, known) -> {
      if (known.isEmpty() && regions.contains(place.region())) {
        found.putIfAbsent(place, Optional.of(place.zone()));
      }
    });
    return found;
  }

  /// By id, the names that are free.
  private Map<String, Set<Place>> names(Set<String> regions, Set<Place> used) {
    var names = new TreeMap<String, Set<Place>>();
    ids.forEach((place, known) -> {
      if (regions.contains(place.region()) && !used.contains(place)) {
        known.forEach(id -> names.computeIfAbsent(id, _ -> new HashSet<>()).add(place));
      }
    });
    return names;
  }
}
