package dev.trimtab.pipeline;

import dev.trimtab.allocate.PriceTimeline;
import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.cluster.Node;
import dev.trimtab.place.ClusterRepricing;
import dev.trimtab.place.NodeRepricing;
import dev.trimtab.store.Database;
import dev.trimtab.units.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;

/// The nodes that stand now, at the prices in force.
public final class TodaysNodes {
  private TodaysNodes() {}

  /// Reprices every present cluster's nodes, at on-demand and at spot prices.
  public static List<ClusterRepricing> repriced(
      Database database, Instant asOf, Currency currency) {
    var clusters = database.inventories().present();
    var prices = prices(database, clusters, asOf, currency);
    return clusters.stream()
        .map(cluster ->
            NodeRepricing.of(
                cluster,
                node -> prices.onDemand(node.region(), node.instanceType(), asOf),
                node -> prices.spot(node.located(), node.instanceType(), asOf),
                currency))
        .toList();
  }

  /// The prices in force of the types that the clusters' nodes have.
  static PriceTimeline prices(
      Database database, List<ClusterInventory> clusters, Instant asOf, Currency currency) {
    var types =
        clusters.stream()
            .flatMap(cluster -> cluster.nodes().stream())
            .map(Node::instanceType)
            .distinct()
            .toList();
    var now = new TimeWindow(asOf, asOf.plus(Duration.ofMillis(1)));
    return new PriceTimeline(
        database.prices().onDemand(types),
        database.prices().spot(types, now),
        database.prices().zones(),
        currency);
  }
}
