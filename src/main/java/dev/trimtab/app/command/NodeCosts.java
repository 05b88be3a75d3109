package dev.trimtab.app.command;

import dev.trimtab.place.ClusterRepricing;
import java.util.List;

/// What a cluster's nodes cost, as they are and as they might be.
final class NodeCosts {
  private NodeCosts() {}

  static void print(Session session, ClusterRepricing nodes) {
    if (session.output() == Table.Format.table) {
      say(session, nodes);
      return;
    }
    session.print(
        new Table(
            List.of("cluster", "nodes", "currency", "as_bought", "on_demand", "spot"),
            List.of(
                List.of(
                    nodes.cluster(),
                    Integer.toString(nodes.nodes()),
                    nodes.asBought().currency().getCurrencyCode(),
                    nodes.asBought().stored().amount().toPlainString(),
                    nodes.onDemand().stored().amount().toPlainString(),
                    nodes.spot().stored().amount().toPlainString()))));
  }

  private static void say(Session session, ClusterRepricing nodes) {
    session.say(
        "%s: %d nodes, an hour of them at the prices in force:"
            .formatted(nodes.cluster(), nodes.nodes()));
    session.say("  as bought       " + nodes.asBought().stored());
    session.say("  all on demand   " + nodes.onDemand().stored());
    session.say("  all on spot     " + nodes.spot().stored());
    for (var problem : nodes.problems()) {
      session.say("  - %s: %s".formatted(problem.subject(), problem.message()));
    }
    session.say("Whether the pods may run on spot is another question: see kind move-to-spot.");
  }
}
