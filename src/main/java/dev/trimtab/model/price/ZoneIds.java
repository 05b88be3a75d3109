package dev.trimtab.model.price;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Which physical zone a name means: `us-east-1a` is another one in every account.
public final class ZoneIds {
  /// Set on nodes by the AWS cloud provider, and by Karpenter.
  public static final String LABEL = "topology.k8s.aws/zone-id";

  private final Map<Zone, Set<String>> ids = new HashMap<>();

  /// Learns from what accounts tell of their zones, and from prices that tell their zone's id.
  public ZoneIds(Collection<Zone> zones, Collection<SpotPrice> prices) {
    for (var zone : zones) {
      learn(zone.region(), zone.name(), zone.zoneId());
    }
    for (var price : prices) {
      learn(price.region(), price.zone(), price.zoneId());
    }
  }

  private void learn(String region, String name, String id) {
    var known = ids.computeIfAbsent(new Zone(region, name, ""), _ -> new TreeSet<>());
    if (!id.isEmpty()) {
      known.add(id);
    }
  }

  /// All ids of each name that was seen, by zones without an id.
  public Map<Zone, Set<String>> byName() {
    return Map.copyOf(ids);
  }

  /// What identifies the zone of a price.
  public Optional<String> key(SpotPrice price) {
    return key(new Zone(price.region(), price.zone(), price.zoneId()));
  }

  /// What identifies a zone: its id where one is told or known, else its name. Empty where accounts
  /// mean different zones by the name and nothing tells which one it is.
  public Optional<String> key(Zone zone) {
    if (!zone.zoneId().isEmpty()) {
      return Optional.of(zone.zoneId());
    }
    var known = ids.getOrDefault(zone, Set.of());
    return switch (known.size()) {
      case 0 -> Optional.of(zone.name());
      case 1 -> Optional.of(known.iterator().next());
      default -> Optional.empty();
    };
  }
}
