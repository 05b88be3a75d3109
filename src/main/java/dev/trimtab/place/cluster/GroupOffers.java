package dev.trimtab.place.cluster;

import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.cluster.Node;
import dev.trimtab.model.cluster.Taint;
import dev.trimtab.place.plan.Demand.Wants;
import dev.trimtab.place.plan.LabelRule;
import dev.trimtab.place.plan.LabelRule.Operator;
import dev.trimtab.place.plan.Offer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Labels that no market knows of, learned from today's nodes: pods that ask for them can have more
/// of such nodes.
///
/// Labels that all nodes of a type and capacity type have, none of them tainted, are taken to be
/// those of new ones. Where nodes of a type differ, each kind is a variant of the offer, with its
/// labels and taints.
final class GroupOffers {
  /// No label's name has a space. On spot variants only: each of them is a pool to a planner, which
  /// would put a share of a workload into each.
  private static final String SPOT_VARIANT = "spot variant";

  private final AskedLabels asked;
  private final Set<String> known;
  private final Map<Type, Set<Kind>> kinds = new LinkedHashMap<>();

  private record Type(String instanceType, boolean spot) {}

  private record Kind(Map<String, String> labels, Set<Taint> taints) {}

  private GroupOffers(ClusterInventory cluster, List<Offer> offers) {
    asked = AskedLabels.of(cluster);
    known = offers.stream().flatMap(o -> o.labels().keySet().stream()).collect(Collectors.toSet());
    for (var node : cluster.nodes()) {
      kinds.computeIfAbsent(type(node), _ -> new LinkedHashSet<>()).add(kind(node));
    }
  }

  private static Type type(Node node) {
    return new Type(node.instanceType(), node.capacityType() == CapacityType.SPOT);
  }

  private Kind kind(Node node) {
    var labels = new TreeMap<>(asked.of(node));
    labels.keySet().removeAll(known);
    labels.values().removeIf(value -> isItsOwn(value, node));
    return new Kind(
        labels, node.taints().stream().filter(Taint::keepsOff).collect(Collectors.toSet()));
  }

  /// What is a node's or a zone's own is not that of the next one.
  private static boolean isItsOwn(String value, Node node) {
    return value.equals(node.name())
        || value.equals(node.zone())
        || value.equals(node.located().zoneId())
        || node.providerId().endsWith("/" + value);
  }

  /// The offers with what today's nodes teach.
  static List<Offer> learned(ClusterInventory cluster, List<Offer> offers) {
    var groups = new GroupOffers(cluster, offers);
    var all = new ArrayList<Offer>();
    offers.forEach(offer -> all.addAll(groups.of(offer)));
    return all;
  }

  private List<Offer> of(Offer offer) {
    var seen = kinds.getOrDefault(new Type(offer.instanceType(), offer.isSpot()), Set.of());
    if (seen.size() == 1 && seen.iterator().next().taints().isEmpty()) {
      return List.of(labelled(offer, seen.iterator().next(), 0));
    }
    var all = new ArrayList<Offer>();
    all.add(offer);
    for (var kind : seen) {
      // what is reserved is owned once, whatever its labels
      if (!kind.labels().isEmpty() && offer.capacityType() != CapacityType.RESERVED) {
        all.add(labelled(offer, kind, all.size()));
      }
    }
    return all;
  }

  private static Offer labelled(Offer offer, Kind kind, int variant) {
    var labels = new HashMap<>(kind.labels());
    labels.putAll(offer.labels());
    kind.taints().forEach(taint -> labels.put(TaintRules.label(taint), "true"));
    if (variant > 0 && offer.isSpot()) {
      labels.put(SPOT_VARIANT, "true");
    }
    return new Offer(
        Variants.named(offer.instanceType(), variant),
        offer.zone(),
        offer.capacityType(),
        offer.price(),
        offer.room(),
        offer.maxPods(),
        offer.arch(),
        offer.interruptions(),
        offer.available(),
        labels);
  }

  /// Keeps pods that can do without off spot variants.
  static Wants keptOff(Wants wants, List<Offer> offers) {
    boolean needless =
        wants.spot()
            && offers.stream().anyMatch(GroupOffers::isSpotVariant)
            && offers.stream()
                .anyMatch(offer -> offer.isSpot() && !isSpotVariant(offer) && wants.allows(offer));
    if (!needless) {
      return wants;
    }
    var rules = new ArrayList<>(wants.rules());
    rules.add(new LabelRule(SPOT_VARIANT, Operator.DOES_NOT_EXIST, List.of()));
    return new Wants(
        wants.arch(),
        wants.spot(),
        wants.zone(),
        wants.maxSkew(),
        wants.onePerNode(),
        wants.maxPoolShare(),
        rules);
  }

  private static boolean isSpotVariant(Offer offer) {
    return offer.labels().containsKey(SPOT_VARIANT);
  }
}
