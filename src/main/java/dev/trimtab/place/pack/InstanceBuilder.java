package dev.trimtab.place.pack;

import dev.trimtab.place.board.NoHome;
import dev.trimtab.place.plan.Demand;
import dev.trimtab.place.plan.NodePlan.Unplaced;
import dev.trimtab.place.plan.Offer;
import dev.trimtab.place.plan.Size;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Makes classes of workloads and groups of offers.
final class InstanceBuilder {
  /// Workloads of one replica a node share a coarse class where their numbers of replicas differ by
  /// less than this factor: on fewer nodes than it has replicas one of them could not be.
  private static final double STEP = 1.25;

  private final List<Offer> offers;
  private final InterruptionCost interruptions;
  private final Detail detail;
  private final List<Unplaced> homeless = new ArrayList<>();
  private final Map<Kind, BitSet> homes = new HashMap<>();
  private final Map<ClassKey, List<Member>> members = new LinkedHashMap<>();

  /// How many classes to tell apart.
  enum Detail {
    /// Every rule is kept, and dealing pods out loses nothing.
    FINE,
    /// Workloads of several numbers of replicas share a class: what dealing out loses finds its
    /// place afterwards.
    COARSE,
    /// No rule counts a workload's replicas: a bound that holds for all others, found quickly.
    RELAXED
  }

  /// @param offers with room for pods only, one a key
  InstanceBuilder(List<Offer> offers, InterruptionCost interruptions, Detail detail) {
    this.offers = offers;
    this.detail = detail;
    this.interruptions = interruptions;
  }

  private record Kind(Size pod, Demand.Wants wants) {
    /// How its replicas share does not matter to what could hold one.
    static Kind of(Demand demand) {
      var wants = demand.wants();
      return new Kind(
          demand.pod(),
          new Demand.Wants(
              wants.arch(), wants.spot(), wants.zone(), -1, false, Double.NaN, wants.rules()));
    }
  }

  /// @param share of a pool; negative for no bound
  /// @param replicas 0 where no rule counts a workload's own replicas, or several numbers share
  private record ClassKey(
      Size pod,
      BitSet homes,
      List<String> zones,
      int skew,
      boolean onePerNode,
      double share,
      int replicas) {
    ClassKey relaxed() {
      return new ClassKey(pod, homes, List.of(), -1, false, -1, 0);
    }

    boolean counts() {
      return skew >= 0 || onePerNode || share >= 0;
    }
  }

  /// @param placeable replicas that its own rules let be placed
  private record Member(Demand demand, int placeable) {}

  Instance build(List<Demand> demands) {
    for (var demand : demands) {
      add(demand);
    }
    var classes = new ArrayList<PodClass>();
    var itemHomes = new ArrayList<BitSet>();
    var itemSizes = new ArrayList<Size>();
    var classOf = new ArrayList<Integer>();
    for (var entry : members.entrySet()) {
      var key = entry.getKey();
      var items = new int[Math.max(1, key.zones().size())];
      for (int z = 0; z < items.length; z++) {
        items[z] = itemHomes.size();
        itemHomes.add(
            key.zones().isEmpty() ? key.homes() : inZone(key.homes(), key.zones().get(z)));
        itemSizes.add(key.pod());
        classOf.add(classes.size());
      }
      classes.add(podClass(key, entry.getValue(), items));
    }
    return instance(classes, itemHomes, itemSizes, classOf);
  }

  private PodClass podClass(ClassKey key, List<Member> members, int[] items) {
    int total = 0;
    long cap = 0;
    long least = 0;
    long most = 0;
    for (var member : members) {
      int n = member.placeable();
      total += n;
      cap += member.demand().poolCap();
      least += PodClass.least(n, items.length, Math.max(0, key.skew()));
      most += PodClass.most(n, items.length, Math.max(0, key.skew()));
    }
    boolean mixed = detail == Detail.COARSE && key.counts();
    return new PodClass(
        members.stream().map(Member::demand).toList(),
        key.replicas() > 0 && detail == Detail.FINE ? members.getFirst().placeable() : total,
        total,
        items,
        key.onePerNode(),
        key.share() < 0 ? Long.MAX_VALUE : cap,
        key.skew(),
        mixed,
        least,
        most);
  }

  private void add(Demand demand) {
    if (demand.replicas() == 0) {
      return;
    }
    var home = homes.computeIfAbsent(Kind.of(demand), this::homes);
    if (home.isEmpty()) {
      homeless.add(
          new Unplaced(demand.workload(), demand.replicas(), NoHome.reason(demand, offers)));
      return;
    }
    var key = key(demand, home);
    int placeable = placeable(demand, key);
    if (placeable < demand.replicas()) {
      homeless.add(
          new Unplaced(
              demand.workload(),
              demand.replicas() - placeable,
              "a skew of 0 over %d zones leaves no zone for the odd ones"
                  .formatted(key.zones().size())));
    }
    if (placeable > 0) {
      members
          .computeIfAbsent(detail == Detail.RELAXED ? key.relaxed() : key, k -> new ArrayList<>())
          .add(new Member(demand, placeable));
    }
  }

  private ClassKey key(Demand demand, BitSet home) {
    var zones = demand.wants().spreads() ? zones(home) : List.<String>of();
    if (zones.size() < 2) {
      zones = List.of();
    }
    int skew = zones.isEmpty() ? -1 : demand.wants().maxSkew();
    boolean onePerNode = demand.wants().onePerNode() && demand.replicas() > 1;
    double share = demand.poolCap() >= demand.replicas() ? -1 : demand.wants().maxPoolShare();
    boolean counts = skew >= 0 || onePerNode || share >= 0;
    return new ClassKey(
        demand.pod(),
        home,
        zones,
        skew,
        onePerNode,
        share,
        !counts
            ? 0
            : detail == Detail.FINE
                ? demand.replicas()
                : onePerNode ? about(demand.replicas()) : 0);
  }

  /// The same for numbers that differ by less than a quarter.
  private static int about(int replicas) {
    int about = 1;
    while (about * STEP < replicas) {
      about = (int) Math.ceil(about * STEP);
    }
    return about;
  }

  private static int placeable(Demand demand, ClassKey key) {
    return key.skew() == 0
        ? demand.replicas() - demand.replicas() % key.zones().size()
        : demand.replicas();
  }

  private BitSet homes(Kind kind) {
    var result = new BitSet();
    for (int o = 0; o < offers.size(); o++) {
      var offer = offers.get(o);
      if (offer.maxPods() > 0 && kind.pod().fitsIn(offer.room()) && kind.wants().allows(offer)) {
        result.set(o);
      }
    }
    return result;
  }

  private List<String> zones(BitSet home) {
    var zones = new TreeSet<String>();
    home.stream().forEach(o -> zones.add(offers.get(o).zone()));
    return List.copyOf(zones);
  }

  private BitSet inZone(BitSet home, String zone) {
    var result = new BitSet();
    home.stream().filter(o -> offers.get(o).zone().equals(zone)).forEach(result::set);
    return result;
  }

  private Instance instance(
      List<PodClass> classes, List<BitSet> itemHomes, List<Size> itemSizes, List<Integer> classOf) {
    int n = offers.size();
    var room = new double[n][];
    var cost = new double[n];
    var podCost = new double[n];
    var available = new int[n];
    var spot = new boolean[n];
    var group = new int[n];
    var groups = new LinkedHashMap<BitSet, Integer>();
    for (int o = 0; o < n; o++) {
      var offer = offers.get(o);
      room[o] = dimensions(offer.room(), offer.maxPods());
      cost[o] = offer.price().doubleValue() + interruptions.perNode(offer);
      podCost[o] = interruptions.perPod(offer);
      available[o] = offer.available();
      spot[o] = offer.isSpot();
      var eligible = new BitSet();
      for (int i = 0; i < itemHomes.size(); i++) {
        eligible.set(i, itemHomes.get(i).get(o));
      }
      group[o] = groups.computeIfAbsent(eligible, k -> groups.size());
    }
    var shapes = new HashMap<Size, Integer>();
    var size = new double[itemSizes.size()][];
    var shape = new int[itemSizes.size()];
    for (int i = 0; i < size.length; i++) {
      size[i] = dimensions(itemSizes.get(i), 1);
      shape[i] = shapes.computeIfAbsent(itemSizes.get(i), k -> shapes.size());
    }
    return new Instance(
        offers,
        room,
        cost,
        podCost,
        available,
        spot,
        group,
        groups.keySet().stream().map(bits -> bits.stream().toArray()).toArray(int[][]::new),
        classes,
        classOf.stream().mapToInt(Integer::intValue).toArray(),
        size,
        shape,
        homeless);
  }

  private static double[] dimensions(Size size, int pods) {
    return new double[] {size.cpuMicros(), size.memoryBytes(), pods, size.gpuMillis()};
  }
}
