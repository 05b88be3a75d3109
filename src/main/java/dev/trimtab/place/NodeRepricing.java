package dev.trimtab.place;

import dev.trimtab.model.Problem;
import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.cluster.Node;
import dev.trimtab.units.Money;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Reprices today's nodes at on-demand and at spot prices.
public final class NodeRepricing {
  private NodeRepricing() {}

  /// Adds up what the nodes of a cluster cost an hour.
  ///
  /// @param onDemand the on-demand price of a node's type, if known
  /// @param spot the spot price of a node's pool, if known
  /// @param currency of the sums; a price in another is unknown
  public static ClusterRepricing of(
      ClusterInventory cluster,
      Function<Node, Optional<Money>> onDemand,
      Function<Node, Optional<Money>> spot,
      Currency currency) {
    var bought = Money.zero(currency);
    var list = Money.zero(currency);
    var cheap = Money.zero(currency);
    int unpriced = 0;
    var problems = new LinkedHashMap<String, Problem>();
    for (var node : cluster.nodes()) {
      var price = onDemand.apply(node).filter(money -> money.currency().equals(currency));
      var pool = spot.apply(node).filter(money -> money.currency().equals(currency));
      if (price.isEmpty()) {
        unpriced++;
        unpriced(cluster.cluster(), node, problems);
        continue;
      }
      boolean onSpot = node.capacityType() == CapacityType.SPOT;
      if (onSpot && pool.isEmpty()) {
        noSpotPrice(cluster.cluster(), node, problems);
      }
      var cheapest = pool.orElse(price.get());
      bought = bought.plus(onSpot ? cheapest : price.get());
      list = list.plus(price.get());
      cheap = cheap.plus(cheapest);
    }
    return new ClusterRepricing(
        cluster.cluster(),
        cluster.nodes().size(),
        unpriced,
        bought,
        list,
        cheap,
        problems.values().stream().toList());
  }

  private static void unpriced(String cluster, Node node, Map<String, Problem> problems) {
    problems.putIfAbsent(
        node.region() + "/" + node.instanceType(),
        new Problem(
            "prices/" + cluster,
            node.instanceType().isEmpty() ? node.name() : node.instanceType(),
            "unpriced-instance-type",
            "no price is known for type \"%s\" in region \"%s\": its nodes are in no sum. Maybe add the region to aws.regions, or a price file to aws.files"
                .formatted(node.instanceType(), node.region())));
  }

  private static void noSpotPrice(String cluster, Node node, Map<String, Problem> problems) {
    problems.putIfAbsent(
        node.zone() + "/" + node.instanceType(),
        new Problem(
            "prices/" + cluster,
            node.instanceType() + " in " + node.zone(),
            "no-spot-price",
            "a spot node's pool has no known price: it is taken at its on-demand price"));
  }
}
