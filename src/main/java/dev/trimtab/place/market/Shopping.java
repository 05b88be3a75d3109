package dev.trimtab.place.market;

import static dev.trimtab.model.cluster.CapacityType.ON_DEMAND;
import static dev.trimtab.model.cluster.CapacityType.RESERVED;
import static dev.trimtab.model.cluster.CapacityType.SPOT;

import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.cluster.Node;
import dev.trimtab.model.price.InstanceType;
import dev.trimtab.place.plan.Offer;
import dev.trimtab.place.plan.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// One cluster's look at the market at one instant.
final class Shopping {
  // spot has never cost over ten times, nor under a thirtieth of its on-demand price
  private static final double SPOT_TOO_DEAR = 30;
  private static final double SPOT_TOO_CHEAP = 0.01;

  private final Market market;
  private final MarketSettings settings;
  private final ClusterInventory cluster;
  private final Instant asOf;
  private final Map<ZoneNames.Place, Optional<String>> places;
  private final Rooms rooms;
  private final MarketProblems problems;
  private final Map<String, InstanceType> types;
  private final Map<String, PriceUnits> units = new HashMap<>();
  private final List<Offer> offers = new ArrayList<>();

  Shopping(Market market, ClusterInventory cluster, Instant asOf) {
    this.market = market;
    this.settings = market.settings();
    this.cluster = cluster;
    this.asOf = asOf;
    this.places =
        settings.allZones()
            ? market.zoneNames().ofRegions(cluster)
            : market.zoneNames().standing(cluster);
    this.rooms = new Rooms(cluster, settings.prefixDelegation());
    this.problems = new MarketProblems(cluster.cluster());
    this.types = new TreeMap<>(market.types());
  }

  Offered offered() {
    if (places.isEmpty()) {
      problems.noZones();
      return new Offered(List.of(), problems.all());
    }
    nodeTypes();
    for (var region : regions()) {
      market
          .foreign(region)
          .forEach(
              (currency, count) -> problems.foreign(region, currency, count, settings.currency()));
      units.put(region, PriceUnits.of(listPrices(region)));
    }
    places.forEach(this::listed);
    namesOfTypes();
    reserved();
    return new Offered(offers, problems.all());
  }

  private SortedSet<String> regions() {
    var regions = new TreeSet<String>();
    places.keySet().forEach(place -> regions.add(place.region()));
    return regions;
  }

  /// Types that only the cluster's nodes know are as large as those.
  private void nodeTypes() {
    var byType = new TreeMap<String, List<Node>>();
    cluster
        .nodes()
        .forEach(
            node -> byType.computeIfAbsent(node.instanceType(), _ -> new ArrayList<>()).add(node));
    byType.forEach((type, nodes) -> {
      if (!types.containsKey(type)) {
        unknown(type, nodes);
      } else if (settings.types().allows(type)) {
        nodes.stream()
            .map(Node::region)
            .filter(region -> !region.isEmpty())
            .filter(region -> market.onDemand().at(region, type, asOf).isEmpty())
            .distinct()
            .forEach(region -> problems.unpricedType(type, region, settings.currency()));
      }
    });
  }

  private void unknown(String type, List<Node> nodes) {
    var like = nodes.getFirst();
    boolean whole =
        !type.isEmpty()
            && !like.arch().isEmpty()
            && like.capacityCpu().millis() >= 1000
            && like.capacityMemory().bytes() > 0;
    boolean offered = whole && market.onDemand().at(like.region(), type, asOf).isPresent();
    if (offered) {
      types.put(
          type,
          new InstanceType(
              type,
              (int) (like.capacityCpu().millis() / 1000),
              like.capacityMemory(),
              like.gpus(),
              like.arch(),
              null,
              0));
    }
    problems.unknownType(type, nodes.stream().map(Node::name).toList(), offered);
  }

  private List<PriceUnits.Priced> listPrices(String region) {
    return types.values().stream()
        .flatMap(type ->
            market
                .onDemand()
                .at(region, type.name(), asOf)
                .map(price -> new PriceUnits.Priced(price, machine(type)))
                .stream())
        .toList();
  }

  private static Size machine(InstanceType type) {
    return new Size(type.vcpus() * 1_000_000L, type.memory().bytes(), type.gpus() * 1000L);
  }

  private void listed(ZoneNames.Place place, Optional<String> zone) {
    if (zone.isEmpty()) {
      problems.ambiguousZone(place);
    }
    for (var type : types.values()) {
      if (settings.types().allows(type.name())) {
        var list =
            market
                .onDemand()
                .at(place.region(), type.name(), asOf)
                .filter(price -> isUsual(type, place, ON_DEMAND, price));
        var cheap =
            zone.flatMap(id -> market.spot().price(id, type.name(), settings.spot(), asOf))
                .filter(price -> isUsualSpot(type, place, price, list));
        list.ifPresent(price -> offer(type, place, zone.orElse(""), ON_DEMAND, price));
        cheap
            .filter(price -> isWorthIt(type, price, list))
            .ifPresent(price -> offer(type, place, zone.orElse(""), SPOT, price));
      }
    }
  }

  private boolean isWorthIt(InstanceType type, BigDecimal spot, Optional<BigDecimal> list) {
    var cheap = settings.overlaid(type.name(), SPOT, spot);
    return list.map(price -> settings.overlaid(type.name(), ON_DEMAND, price))
        .map(price -> cheap.compareTo(price) <= 0)
        .orElse(true);
  }

  private boolean isUsual(
      InstanceType type, ZoneNames.Place place, CapacityType bought, BigDecimal price) {
    var usual = units.getOrDefault(place.region(), PriceUnits.of(List.of()));
    var priced = new PriceUnits.Priced(price, machine(type));
    // what is reserved may be paid for long ago, all but a cent
    boolean strange = usual.isTooDear(priced) || (bought != RESERVED && usual.isTooCheap(priced));
    if (strange) {
      problems.wrongUnit(
          type.name(),
          place.zone(),
          bought,
          price,
          usual.times(priced),
          "what most types of the region cost on demand for their size");
    }
    return !strange;
  }

  private boolean isUsualSpot(
      InstanceType type, ZoneNames.Place place, BigDecimal price, Optional<BigDecimal> list) {
    if (list.isEmpty()) {
      return isUsual(type, place, SPOT, price);
    }
    double times = price.doubleValue() / list.get().doubleValue();
    boolean strange = times > SPOT_TOO_DEAR || times < SPOT_TOO_CHEAP;
    if (strange) {
      problems.wrongUnit(type.name(), place.zone(), SPOT, price, times, "its on-demand price");
    }
    return !strange;
  }

  private void offer(
      InstanceType type,
      ZoneNames.Place place,
      String zoneId,
      CapacityType bought,
      BigDecimal price) {
    var paid = settings.overlaid(type.name(), bought, price);
    add(type, place, zoneId, bought, paid, Integer.MAX_VALUE);
  }

  /// Nothing can be said of names where no source describes any type.
  private void namesOfTypes() {
    if (market.types().isEmpty()) {
      return;
    }
    settings.types().allow().forEach(glob -> nameOfTypes("placement.types.allow", glob));
    settings.types().deny().forEach(glob -> nameOfTypes("placement.types.deny", glob));
    settings.overlays().forEach(overlay -> nameOfTypes("placement.overlays", overlay.types()));
  }

  private void nameOfTypes(String setting, String glob) {
    if (types.keySet().stream().noneMatch(type -> Globs.matches(glob, type))) {
      problems.noSuchType(setting, glob, types.keySet());
    }
  }

  private void zoneOf(MarketSettings.Reservation reservation, List<String> zones) {
    var zone = reservation.zone();
    if (!zone.isEmpty() && !zones.contains(zone)) {
      problems.unknownReservedZone(
          reservation.instanceType(), zone, zones, market.zoneNames().isKnown(zone));
    }
  }

  private void reserved() {
    var zones = places.keySet().stream().map(ZoneNames.Place::zone).toList();
    var reserved = new Reserved(cluster, zones);
    for (var reservation : settings.reserved()) {
      if (reservation.cluster().isEmpty() || reservation.cluster().equals(cluster.cluster())) {
        if (types.containsKey(reservation.instanceType())) {
          zoneOf(reservation, zones);
          reserved.add(reservation);
        } else {
          problems.unknownReserved(reservation.instanceType());
        }
      }
    }
    for (var lot : reserved.all()) {
      var type = types.get(lot.instanceType());
      places.forEach((place, zone) -> {
        if (type != null
            && place.zone().equals(lot.zone())
            && isUsual(type, place, RESERVED, lot.pricePerHour())) {
          var paid = settings.overlaid(type.name(), RESERVED, lot.pricePerHour());
          add(type, place, zone.orElse(""), RESERVED, paid, lot.count());
        }
      });
    }
  }

  private void add(
      InstanceType type,
      ZoneNames.Place place,
      String zoneId,
      CapacityType bought,
      BigDecimal price,
      int available) {
    var room = rooms.of(type);
    offers.add(
        new Offer(
            type.name(),
            place.zone(),
            bought,
            price,
            room.size(),
            room.maxPods(),
            type.arch(),
            bought == SPOT ? market.interruptions(place.region(), type.name()) : Double.NaN,
            available,
            NodeLabels.of(type, place, zoneId, bought)));
  }
}
