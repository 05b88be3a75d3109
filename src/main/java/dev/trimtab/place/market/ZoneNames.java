package dev.trimtab.place.market;

import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.price.SpotPrice;
import dev.trimtab.model.price.Zone;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which physical zone a name means: `us-east-1a` is another one in every account.
final class ZoneNames {
  /// Set by the AWS cloud provider, and by Karpenter.
  static final String ZONE_ID_LABEL = "topology.k8s.aws/zone-id";

  private static final Comparator<Place> BY_NAME =
      Comparator.comparing(Place::region).thenComparing(Place::zone);

  private final Map<Place, Set<String>> ids = new HashMap<>();

  /// A zone by its name in a region.
  record Place(String region, String zone) {}

  ZoneNames(Collection<Zone> zones, Collection<SpotPrice> prices) {
    for (var zone : zones) {
      learn(zone.region(), zone.name(), zone.zoneId());
    }
    for (var price : prices) {
      learn(price.region(), price.zone(), price.zoneId());
    }
  }

  private void learn(String region, String name, String id) {
    var known = ids.computeIfAbsent(new Place(region, name), _ -> new TreeSet<>());
    if (!id.isEmpty()) {
      known.add(id);
    }
  }

  /// What identifies the zone of a price: its id where one is known, else its name. Empty where two
  /// accounts use the name and the price does not tell whose it is.
  Optional<String> key(SpotPrice price) {
    return price.zoneId().isEmpty()
        ? key(new Place(price.region(), price.zone()))
        : Optional.of(price.zoneId());
  }

  private Optional<String> key(Place place) {
    var known = ids.getOrDefault(place, Set.of());
    return switch (known.size()) {
      case 0 -> Optional.of(place.zone());
      case 1 -> Optional.of(known.iterator().next());
      default -> Optional.empty();
    };
  }

  /// The zones in which a cluster's nodes stand, with what identifies each; empty where that cannot
  /// be told. A node's own word counts before that of any account.
  NavigableMap<Place, Optional<String>> standing(ClusterInventory cluster) {
    var found = new TreeMap<Place, Optional<String>>(BY_NAME);
    for (var node : cluster.nodes()) {
      if (!node.region().isEmpty() && !node.zone().isEmpty()) {
        var place = new Place(node.region(), node.zone());
        var told = node.labels().get(ZONE_ID_LABEL);
        if (told != null && !told.isEmpty()) {
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
