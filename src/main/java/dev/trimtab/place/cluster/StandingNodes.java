package dev.trimtab.place.cluster;

import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.cluster.Node;
import dev.trimtab.model.cluster.Taint;
import dev.trimtab.place.plan.Offer;
import dev.trimtab.place.plan.Size;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The nodes that stand, as offers of which no more can be had.
///
/// @param price of all of them per hour, those without a known price apart
/// @param nodes how many stand
/// @param unpriced how many of them have no known price; they are no offers
/// @param offers the others, those that are alike in all that pods can tell together; see
///   [Variants]
/// @param keys the offer of each of them, by its name
public record StandingNodes(
    BigDecimal price,
    int nodes,
    int unpriced,
    List<Offer> offers,
    SortedMap<String, Offer.Key> keys) {
  private static final long MICROS = 1000;
  private static final long GPU_MILLIS = 1000;

  public StandingNodes {
    offers = List.copyOf(offers);
    keys = Collections.unmodifiableSortedMap(new TreeMap<>(keys));
  }

  /// What makes nodes alike: rules ask for nothing else.
  private record Kind(
      Offer.Key key,
      BigDecimal price,
      String arch,
      Size room,
      int maxPods,
      Set<Taint> taints,
      Map<String, String> asked) {}

  /// The nodes at the prices that a plan counts with, so that savings are not a difference of price
  /// lists: as reserved as far as that reaches, else at their offer, else at the price that is
  /// known besides.
  ///
  /// @param offers that a plan may choose from
  /// @param price of a node per hour that is in no offer, empty where it is not known
  public static StandingNodes of(
      ClusterInventory cluster,
      Collection<Offer> offers,
      Function<Node, Optional<BigDecimal>> price) {
    var listed = new HashMap<Offer.Key, BigDecimal>();
    var reserved = new HashMap<Offer.Key, Integer>();
    for (var offer : offers) {
      listed.merge(offer.key(), offer.price(), BigDecimal::min);
      if (offer.capacityType() == CapacityType.RESERVED) {
        reserved.merge(offer.key(), offer.available(), Integer::sum);
      }
    }
    var asked = AskedLabels.of(cluster);
    var alike = new LinkedHashMap<Kind, List<Node>>();
    var sum = BigDecimal.ZERO;
    int unpriced = 0;
    for (var node : cluster.nodes()) {
      var key = key(node, reserved);
      var known = Optional.ofNullable(listed.get(key)).or(() -> price.apply(node));
      if (known.isEmpty()) {
        unpriced++;
        continue;
      }
      sum = sum.add(known.get());
      alike.computeIfAbsent(kind(node, key, known.get(), asked), _ -> new ArrayList<>()).add(node);
    }
    var standing = new ArrayList<Offer>();
    var keys = new TreeMap<String, Offer.Key>();
    var variants = new HashMap<Offer.Key, Integer>();
    alike.forEach((kind, nodes) -> {
      int variant = variants.merge(kind.key(), 1, Integer::sum) - 1;
      var offer = offer(kind, variant, nodes);
      standing.add(offer);
      nodes.forEach(node -> keys.put(node.name(), offer.key()));
    });
    return new StandingNodes(sum, cluster.nodes().size(), unpriced, standing, keys);
  }

  /// A node that is not on spot is a reserved one as long as any is left; what a node does not tell
  /// it was bought on demand.
  private static Offer.Key key(Node node, Map<Offer.Key, Integer> reserved) {
    if (node.capacityType() == CapacityType.SPOT) {
      return key(node, CapacityType.SPOT);
    }
    var owned = key(node, CapacityType.RESERVED);
    int left = reserved.getOrDefault(owned, 0);
    if (left > 0) {
      reserved.put(owned, left - 1);
      return owned;
    }
    return key(node, CapacityType.ON_DEMAND);
  }

  private static Offer.Key key(Node node, CapacityType capacityType) {
    return new Offer.Key(node.instanceType(), node.zone(), capacityType);
  }

  private static Kind kind(Node node, Offer.Key key, BigDecimal price, AskedLabels asked) {
    return new Kind(
        key,
        price,
        node.arch(),
        new Size(
            node.allocatableCpu().millis() * MICROS,
            node.allocatableMemory().bytes(),
            node.gpus() * GPU_MILLIS),
        node.maxPods(),
        node.taints().stream().filter(Taint::keepsOff).collect(Collectors.toSet()),
        asked.of(node));
  }

  private static Offer offer(Kind kind, int variant, List<Node> nodes) {
    var labels = new HashMap<>(TaintRules.labels(nodes.getFirst()));
    for (var node : nodes) {
      labels.entrySet().retainAll(TaintRules.labels(node).entrySet());
    }
    var plain =
        new Offer(
            kind.key().instanceType(),
            kind.key().zone(),
            kind.key().capacityType(),
            kind.price(),
            kind.room(),
            kind.maxPods(),
            kind.arch(),
            Double.NaN,
            nodes.size(),
            labels);
    return Variants.called(
        OfferLabels.completed(plain), Variants.named(plain.instanceType(), variant));
  }
}
