package dev.trimtab.app.command;

import dev.trimtab.app.explain.ClusterAdvice;
import dev.trimtab.app.explain.ClusterExplanation;
import dev.trimtab.app.explain.PlanRows;
import dev.trimtab.model.finding.Recommendation;
import dev.trimtab.model.plan.ClusterPlan;
import dev.trimtab.pipeline.TodaysNodes;
import dev.trimtab.store.Database;
import java.util.Currency;
import java.util.List;

/// Says what a cluster's nodes cost, what they might, and why.
record ExplainCluster(Session session, Database database, Currency currency) {
  /// Whether a target is a cluster; false for a workload of a namespace that is called `cluster`.
  ///
  /// @throws IllegalArgumentException when it is neither, with the nearest names
  static boolean known(
      Database database, String cluster, List<Recommendation> open, String target) {
    var known = Clusters.known(database);
    if (known.contains(cluster)) {
      return true;
    }
    if (Targets.anyOf(open, target)) {
      return false;
    }
    throw Clusters.unknown(cluster, known);
  }

  void say(String cluster, List<Recommendation> open) {
    var plan = Clusters.plan(database, cluster);
    if (plan.isEmpty() || session.output() == Table.Format.csv) {
      TodaysNodes.repriced(database, session.asOf(), currency).stream()
          .filter(each -> each.cluster().equals(cluster))
          .forEach(each -> NodeCosts.print(session, each));
      if (plan.isEmpty() && session.output() == Table.Format.table) {
        session.say("No plan was made for its nodes yet: trimtab nightly makes one.");
      }
      return;
    }
    say(session, plan.get(), ClusterAdvice.of(open, cluster));
  }

  static void say(Session session, ClusterPlan plan, ClusterAdvice advice) {
    if (session.output() == Table.Format.json) {
      session.say(PlanRows.json(plan, advice));
    } else {
      ClusterExplanation.lines(plan, advice).forEach(session::say);
    }
  }
}
