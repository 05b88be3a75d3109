package dev.trimtab.place;

import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.cluster.Node;
import dev.trimtab.units.Money;
import java.util.Currency;
import java.util.Optional;
import java.util.function.Function;

/// Reprices today's nodes at on-demand and at spot prices.
public final class NodeRepricing {
  private NodeRepricing() {}

  /// Adds up what the nodes of a cluster cost an hour.
  ///
  /// @param onDemand the on-demand price of a node's type, if known
  /// @param spot the spot price of a node's pool, if known
  public static ClusterRepricing of(
      ClusterInventory cluster,
      Function<Node, Optional<Money>> onDemand,
      Function<Node, Optional<Money>> spot,
      Currency currency) {
    var bought = Money.zero(currency);
    var list = Money.zero(currency);
    var cheap = Money.zero(currency);
    int unpriced = 0;
    for (var node : cluster.nodes()) {
      var price = onDemand.apply(node);
      if (price.isEmpty()) {
        unpriced++;
        continue;
      }
      var pool = spot.apply(node).orElse(price.get());
      bought = bought.plus(node.capacityType() == CapacityType.SPOT ? pool : price.get());
      list = list.plus(price.get());
      cheap = cheap.plus(pool);
    }
    return new ClusterRepricing(
        cluster.cluster(), cluster.nodes().size(), unpriced, bought, list, cheap);
  }
}
