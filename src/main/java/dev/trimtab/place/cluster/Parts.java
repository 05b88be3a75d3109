package dev.trimtab.place.cluster;

import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.place.plan.Demand;
import dev.trimtab.place.plan.Demand.Wants;
import dev.trimtab.place.plan.LabelRule;
import dev.trimtab.place.plan.LabelRule.Operator;
import dev.trimtab.place.plan.Offer;
import dev.trimtab.place.plan.Size;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/// A workload whose replicas do not all want the same, as several demands.
///
/// Each part has a name of its own, which no Kubernetes object can have; [#whole] tells whose it
/// is.
final class Parts {
  private static final char MARK = '#';
  private static final String REST = "rest";
  private static final LabelRule ON_SPOT_ONLY =
      new LabelRule(OfferLabels.CAPACITY, Operator.IN, List.of("spot"));

  private final WorkloadRef workload;
  private final Size pod;
  private final List<Demand> parts = new ArrayList<>();

  private Parts(WorkloadRef workload, Size pod) {
    this.workload = workload;
    this.pod = pod;
  }

  /// The workload that a part is of; a workload in one part is its own.
  static WorkloadRef whole(WorkloadRef part) {
    int mark = part.name().indexOf(MARK);
    return mark < 0
        ? part
        : new WorkloadRef(
            part.cluster(), part.namespace(), part.kind(), part.name().substring(0, mark));
  }

  /// What a part is called; empty for a whole workload.
  static String name(WorkloadRef part) {
    return part.name().substring(whole(part).name().length()).replace(String.valueOf(MARK), "");
  }

  /// Replicas whose volumes lie in several zones: as many are tied to each zone as it has volumes,
  /// in proportion. They stay on demand if any of them has to.
  static List<Demand> tied(
      WorkloadRef workload, int replicas, Size pod, Wants wants, SortedMap<String, Integer> zones) {
    var parts = new Parts(workload, pod);
    int volumes = zones.values().stream().mapToInt(Integer::intValue).sum();
    int counted = 0;
    int given = 0;
    for (var zone : zones.entrySet()) {
      counted += zone.getValue();
      int upTo = Math.toIntExact(Math.round((double) replicas * counted / volumes));
      parts.add("zone " + zone.getKey(), upTo - given, inZone(wants, zone.getKey()));
      given = upTo;
    }
    return parts.parts;
  }

  /// Some replicas on demand, and a rest that may run on spot.
  ///
  /// Spread over zones, as many are on demand in each zone, rounded up, and the rest keeps the
  /// skew: so both together do. Where replicas share no node, the rest is on spot only: so the two
  /// parts share none either.
  ///
  /// @param wants of those that may run on spot
  /// @param onDemand replicas that stay there, at least
  /// @param usable offers with room for pods
  static List<Demand> split(
      WorkloadRef workload, int replicas, Size pod, Wants wants, int onDemand, List<Offer> usable) {
    var stay = with(wants, false, wants.zone(), wants.maxSkew(), wants.rules());
    var whole = List.of(new Demand(workload, replicas, pod, stay));
    if (onDemand >= replicas) {
      return whole;
    }
    var zones = wants.spreads() ? zones(pod, stay, usable) : new TreeSet<String>();
    var rest = wants.onePerNode() ? onSpotOnly(wants) : wants;
    if (wants.spreads() && !zones.equals(zones(pod, rest, usable))) {
      return whole; // spot in other zones than on demand: no two parts add up to one spread
    }
    int floor = zones.size() < 2 ? onDemand : Math.ceilDiv(onDemand, zones.size()) * zones.size();
    if (floor >= replicas) {
      return whole;
    }
    var parts = new Parts(workload, pod);
    if (zones.size() < 2) {
      parts.add("on demand", floor, stay);
    } else {
      zones.forEach(
          zone -> parts.add("on demand in " + zone, floor / zones.size(), inZone(stay, zone)));
    }
    parts.add(REST, replicas - floor, rest);
    return parts.parts;
  }

  private void add(String part, int replicas, Wants wants) {
    if (replicas > 0) {
      var name = workload.name() + MARK + part;
      parts.add(
          new Demand(
              new WorkloadRef(workload.cluster(), workload.namespace(), workload.kind(), name),
              replicas,
              pod,
              wants));
    }
  }

  private static SortedSet<String> zones(Size pod, Wants wants, List<Offer> usable) {
    var zones = new TreeSet<String>();
    usable.stream()
        .filter(offer -> wants.allows(offer) && pod.fitsIn(offer.room()))
        .forEach(offer -> zones.add(offer.zone()));
    return zones;
  }

  private static Wants inZone(Wants wants, String zone) {
    return with(wants, wants.spot(), zone, -1, wants.rules());
  }

  private static Wants onSpotOnly(Wants wants) {
    var rules = new ArrayList<>(wants.rules());
    rules.add(ON_SPOT_ONLY);
    return with(wants, true, wants.zone(), wants.maxSkew(), rules);
  }

  private static Wants with(
      Wants wants, boolean spot, String zone, int maxSkew, List<LabelRule> rules) {
    return new Wants(
        wants.arch(), spot, zone, maxSkew, wants.onePerNode(), wants.maxPoolShare(), rules);
  }

  /// The demands, with those that [#split] put together again as one whole on demand, of workloads
  /// that are kept there.
  static List<Demand> joined(List<Demand> demands, Predicate<WorkloadRef> onDemand) {
    var split = new HashSet<WorkloadRef>();
    demands.stream()
        .map(Demand::workload)
        .filter(workload -> name(workload).equals(REST) && onDemand.test(whole(workload)))
        .forEach(workload -> split.add(whole(workload)));
    var joined = new ArrayList<Demand>();
    for (var demand : demands) {
      var workload = whole(demand.workload());
      if (!split.contains(workload)) {
        joined.add(demand);
      } else if (name(demand.workload()).equals(REST)) {
        joined.add(
            new Demand(workload, replicas(workload, demands), demand.pod(), kept(demand.wants())));
      }
    }
    return joined;
  }

  private static int replicas(WorkloadRef workload, List<Demand> demands) {
    return demands.stream()
        .filter(demand -> whole(demand.workload()).equals(workload))
        .mapToInt(Demand::replicas)
        .sum();
  }

  private static Wants kept(Wants rest) {
    var rules = new ArrayList<>(rest.rules());
    rules.remove(ON_SPOT_ONLY);
    return with(rest, false, rest.zone(), rest.maxSkew(), rules);
  }

  /// Replicas by workload, parts put together.
  static Map<WorkloadRef, Integer> together(Map<WorkloadRef, Integer> pods) {
    var whole = new HashMap<WorkloadRef, Integer>();
    pods.forEach((part, count) -> whole.merge(whole(part), count, Integer::sum));
    return whole;
  }
}
