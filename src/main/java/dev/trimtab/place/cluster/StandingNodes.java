package dev.trimtab.place.cluster;

import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.cluster.Node;
import dev.trimtab.place.plan.Offer;
import dev.trimtab.place.plan.Size;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/// The nodes that stand, as offers of which no more can be had.
///
/// @param price of all of them per hour, those without a known price apart
/// @param nodes how many stand
/// @param unpriced how many of them have no known price; they are no offers
/// @param offers the others, alike ones together, each with what its nodes all have
public record StandingNodes(BigDecimal price, int nodes, int unpriced, List<Offer> offers) {
  private static final long MICROS = 1000;
  private static final long GPU_MILLIS = 1000;

  public StandingNodes {
    offers = List.copyOf(offers);
  }

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
    var alike = new LinkedHashMap<Offer.Key, List<Node>>();
    var prices = new HashMap<Offer.Key, BigDecimal>();
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
      prices.merge(key, known.get(), BigDecimal::max);
      alike.computeIfAbsent(key, _ -> new ArrayList<>()).add(node);
    }
    var standing = new ArrayList<Offer>();
    alike.forEach((key, nodes) -> standing.add(offer(key, Objects.requireNonNull(prices.get(key)), nodes)));
    return new StandingNodes(sum, cluster.nodes().size(), unpriced, standing);
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

  private static Offer offer(Offer.Key key, BigDecimal price, List<Node> nodes) {
    var first = nodes.getFirst();
    var labels = new HashMap<>(TaintRules.labels(first));
    long cpu = Long.MAX_VALUE;
    long memory = Long.MAX_VALUE;
    int gpus = Integer.MAX_VALUE;
    int pods = Integer.MAX_VALUE;
    for (var node : nodes) {
      cpu = Math.min(cpu, node.allocatableCpu().millis());
      memory = Math.min(memory, node.allocatableMemory().bytes());
      gpus = Math.min(gpus, node.gpus());
      pods = Math.min(pods, node.maxPods());
      keepCommon(labels, TaintRules.labels(node));
    }
    return OfferLabels.completed(
        new Offer(
            key.instanceType(),
            key.zone(),
            key.capacityType(),
            price,
            new Size(cpu * MICROS, memory, gpus * GPU_MILLIS),
            pods,
            first.arch(),
            Double.NaN,
            nodes.size(),
            labels));
  }

  /// A taint that only some have keeps pods off all: what is said of alike nodes has to hold of
  /// each.
  private static void keepCommon(Map<String, String> labels, Map<String, String> others) {
    labels
        .entrySet()
        .removeIf(label ->
            !label.getKey().startsWith("taint ")
                && !label.getValue().equals(others.get(label.getKey())));
    others.forEach((key, value) -> {
      if (key.startsWith("taint ")) {
        labels.put(key, value);
      }
    });
  }
}
