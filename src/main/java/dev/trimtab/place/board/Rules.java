package dev.trimtab.place.board;

import dev.trimtab.place.plan.Demand;
import dev.trimtab.place.plan.Offer;
import dev.trimtab.place.plan.Offers;
import dev.trimtab.place.plan.PlanProblem;
import dev.trimtab.place.plan.Size;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// A problem's rules, looked up once: what may run where, whatever runs there already.
///
/// Demands and offers go by their positions.
public final class Rules {
  private final List<Demand> demands;
  private final List<Offer> offers;
  private final List<String> zones = new ArrayList<>();
  private final int[] zoneOf;
  private final int[] byPrice;
  private final List<BitSet> homes = new ArrayList<>();
  private final List<Integer> kinds = new ArrayList<>();
  private final List<int[]> spreadOver = new ArrayList<>();

  private Rules(List<Demand> demands, List<Offer> offers) {
    this.demands = demands;
    this.offers = offers;
    var index = new HashMap<String, Integer>();
    zoneOf = new int[offers.size()];
    for (int o = 0; o < zoneOf.length; o++) {
      zoneOf[o] = index.computeIfAbsent(offers.get(o).zone(), this::newZone);
    }
    byPrice =
        IntStream.range(0, offers.size())
            .boxed()
            .sorted(Comparator.comparing(o -> offers.get(o).price()))
            .mapToInt(Integer::intValue)
            .toArray();
  }

  /// What does not depend on how replicas share, so that alike demands share their homes.
  private record Kind(Size pod, Demand.Wants wants) {
    static Kind of(Demand demand) {
      var wants = demand.wants();
      return new Kind(
          demand.pod(),
          new Demand.Wants(
              wants.arch(), wants.spot(), wants.zone(), -1, false, Double.NaN, wants.rules()));
    }
  }

  public static Rules of(PlanProblem problem) {
    var rules = new Rules(problem.demands(), Offers.usable(problem));
    Map<Kind, BitSet> known = new HashMap<>();
    Map<Kind, Integer> kinds = new HashMap<>();
    for (var demand : rules.demands) {
      var kind = Kind.of(demand);
      var homes = known.computeIfAbsent(kind, rules::homesOf);
      rules.kinds.add(kinds.computeIfAbsent(kind, _ -> kinds.size()));
      rules.homes.add(homes);
      rules.spreadOver.add(demand.wants().spreads() ? rules.zonesOf(homes) : new int[0]);
    }
    return rules;
  }

  private int newZone(String name) {
    zones.add(name);
    return zones.size() - 1;
  }

  private BitSet homesOf(Kind kind) {
    var result = new BitSet(offers.size());
    for (int o = 0; o < offers.size(); o++) {
      var offer = offers.get(o);
      if (kind.pod().fitsIn(offer.room()) && kind.wants().allows(offer)) {
        result.set(o);
      }
    }
    return result;
  }

  /// Zones count even where nothing can be had: replicas would spread there if it could.
  private int[] zonesOf(BitSet homes) {
    return homes.stream().map(o -> zoneOf[o]).distinct().sorted().toArray();
  }

  public List<Demand> demands() {
    return demands;
  }

  public List<Offer> offers() {
    return offers;
  }

  public Demand demand(int demand) {
    return demands.get(demand);
  }

  public Offer offer(int offer) {
    return offers.get(offer);
  }

  int zoneCount() {
    return zones.size();
  }

  String zone(int zone) {
    return zones.get(zone);
  }

  int zoneOf(int offer) {
    return zoneOf[offer];
  }

  /// An offer by its rank, the cheapest first.
  int byPrice(int rank) {
    return byPrice[rank];
  }

  /// The same for demands that differ only in how their replicas share.
  int kind(int demand) {
    return kinds.get(demand);
  }

  /// Offers of which a fresh node could hold one of the demand's pods. Not to be changed.
  BitSet homes(int demand) {
    return homes.get(demand);
  }

  /// The zones over which the demand spreads; none where it does not.
  int[] spreadOver(int demand) {
    return spreadOver.get(demand);
  }

  /// Whether the demand's replicas on this offer count against its share of a pool.
  boolean capped(int demand, int offer) {
    return offers.get(offer).isSpot() && !Double.isNaN(demands.get(demand).wants().maxPoolShare());
  }
}
