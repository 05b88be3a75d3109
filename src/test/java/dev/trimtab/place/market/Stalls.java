package dev.trimtab.place.market;

import dev.trimtab.fixtures.Facts;
import dev.trimtab.model.Fact;
import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.cluster.Node;
import dev.trimtab.model.cluster.Policies;
import dev.trimtab.model.price.InstanceType;
import dev.trimtab.model.price.InterruptionRate;
import dev.trimtab.model.price.OnDemandPrice;
import dev.trimtab.model.price.SpotPrice;
import dev.trimtab.model.price.Zone;
import dev.trimtab.units.Cpu;
import dev.trimtab.units.Memory;
import dev.trimtab.units.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A market of five types in us-east-1, and clusters that stand in it.
final class Stalls {
  static final Instant NOW = Facts.NOW;
  static final MarketSettings PLAIN = MarketSettings.plain(Money.USD);

  private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(400));

  final List<InstanceType> types = new ArrayList<>();
  final List<OnDemandPrice> onDemand = new ArrayList<>();
  final List<SpotPrice> spot = new ArrayList<>();
  final List<InterruptionRate> rates = new ArrayList<>();
  final List<Zone> zones = new ArrayList<>();

  static Stalls usual() {
    var stalls = new Stalls();
    stalls.type("m5.xlarge", 4, 16, 0, "amd64", 58).listed("m5.xlarge", "0.192");
    stalls.type("m6g.xlarge", 4, 16, 0, "arm64", 58).listed("m6g.xlarge", "0.154");
    stalls.type("c5.2xlarge", 8, 16, 0, "amd64", 58).listed("c5.2xlarge", "0.34");
    stalls.type("r5.large", 2, 16, 0, "amd64", 29).listed("r5.large", "0.126");
    stalls.type("g4dn.xlarge", 4, 16, 1, "amd64", 29).listed("g4dn.xlarge", "0.526");
    return stalls;
  }

  Stalls type(String name, int vcpus, int gibi, int gpus, String arch, Integer maxPods) {
    types.add(new InstanceType(name, vcpus, Memory.mebi(1024L * gibi), gpus, arch, maxPods, 0));
    return this;
  }

  Stalls listed(String type, String price) {
    return listed(type, LONG_AGO, price);
  }

  Stalls listed(String type, Instant from, String price) {
    onDemand.add(new OnDemandPrice("us-east-1", type, from, Money.usd(price)));
    return this;
  }

  /// Announced a day before the plan.
  Stalls spot(String type, String zone, String price) {
    return spot(type, zone, NOW.minus(Duration.ofDays(1)), price);
  }

  Stalls spot(String type, String zone, Instant from, String price) {
    return spot(type, zone, "", from, price);
  }

  Stalls spot(String type, String zone, String zoneId, Instant from, String price) {
    spot.add(new SpotPrice("us-east-1", zone, zoneId, type, from, Money.usd(price)));
    return this;
  }

  Stalls zone(String name, String id) {
    zones.add(new Zone("us-east-1", name, id));
    return this;
  }

  Market market(MarketSettings settings) {
    return new Market(new Fact.Prices(types, onDemand, spot, rates, zones), settings);
  }

  Offered offered(MarketSettings settings, Node... nodes) {
    return market(settings).offers(cluster(nodes), NOW);
  }

  static ClusterInventory cluster(Node... nodes) {
    return new ClusterInventory(
        "prod", NOW, List.of(), List.of(nodes), List.of(), List.of(), Policies.NONE);
  }

  static Node node(String name, String type, String zone) {
    return node(name, type, zone, 3920, 15000, 0, 58, Map.of());
  }

  static Node node(
      String name,
      String type,
      String zone,
      long cpuMillis,
      long memoryMebi,
      int gpus,
      int maxPods,
      Map<String, String> labels) {
    var like = Facts.node(name);
    return new Node(
        name,
        like.providerId(),
        type,
        zone.isEmpty() ? "" : "us-east-1",
        zone,
        "amd64",
        CapacityType.ON_DEMAND,
        Cpu.millis(4000),
        Memory.mebi(16384),
        Cpu.millis(cpuMillis),
        Memory.mebi(memoryMebi),
        gpus,
        maxPods,
        true,
        like.createdAt(),
        labels);
  }

  /// `type/zone/capacity price`, with what is bounded by its count.
  static List<String> words(Offered offered) {
    return offered.offers().stream()
        .map(o ->
            o.key()
                + " "
                + o.price().stripTrailingZeros().toPlainString()
                + (o.available() == Integer.MAX_VALUE ? "" : " x" + o.available()))
        .toList();
  }

  static List<String> reasons(Offered offered) {
    return offered.problems().stream().map(p -> p.reason() + " " + p.subject()).toList();
  }
}
