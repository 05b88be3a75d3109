package dev.trimtab.store;

import dev.trimtab.model.plan.ClusterPlan;
import java.util.List;
import java.util.Optional;

/// Node plans: each cluster's last one whole, of earlier nights the figures.
public final class NodePlans {
  private final Transactions transactions;

  NodePlans(Transactions transactions) {
    this.transactions = transactions;
  }

  /// Keeps the plans of a run; one of the same cluster and instant is replaced.
  public void save(long run, List<ClusterPlan> plans) {
    transactions.run(handle -> {
      for (var plan : plans) {
        var recommended = plan.asRecommended();
        handle.execute(
            """
            insert into trimtab.cluster_plan as t (cluster, as_of, run_id, currency, today_nodes, today_per_hour,
              requested_nodes, requested_per_hour, recommended_nodes, recommended_per_hour, lower_bound_per_hour,
              gap, unplaced_pods, nominal_monthly, realizable_monthly, comparable, plan)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)
            on conflict (cluster, as_of) do update set run_id = excluded.run_id, currency = excluded.currency,
              today_nodes = excluded.today_nodes, today_per_hour = excluded.today_per_hour,
              requested_nodes = excluded.requested_nodes, requested_per_hour = excluded.requested_per_hour,
              recommended_nodes = excluded.recommended_nodes, recommended_per_hour = excluded.recommended_per_hour,
              lower_bound_per_hour = excluded.lower_bound_per_hour, gap = excluded.gap,
              unplaced_pods = excluded.unplaced_pods, nominal_monthly = excluded.nominal_monthly,
              realizable_monthly = excluded.realizable_monthly, comparable = excluded.comparable, plan = excluded.plan
            """,
            plan.cluster(),
            plan.asOf(),
            run,
            plan.today().currency().getCurrencyCode(),
            plan.todayNodes(),
            plan.today().stored().amount(),
            plan.asRequested().nodeCount(),
            plan.asRequested().price().stored().amount(),
            recommended.nodeCount(),
            recommended.price().stored().amount(),
            recommended.lowerBound().stored().amount(),
            recommended.gap(),
            recommended.unplaced().stream().mapToInt(ClusterPlan.Unplaced::replicas).sum(),
            plan.nominalMonthly().stored().amount(),
            plan.realizableMonthly().stored().amount(),
            plan.comparable(),
            Json.write(plan));
        handle.execute(
            """
            update trimtab.cluster_plan t set plan = null
            where cluster = ? and plan is not null
              and exists (select from trimtab.cluster_plan n where n.cluster = t.cluster and n.as_of > t.as_of)
            """,
            plan.cluster());
      }
    });
  }

  /// A cluster's last plan.
  public Optional<ClusterPlan> latest(String cluster) {
    return transactions.call(handle ->
        handle
            .createQuery(
                "select plan from trimtab.cluster_plan where cluster = :cluster and plan is not null order by as_of desc limit 1")
            .bind("cluster", cluster)
            .map((row, _) -> Json.read(row.getString(1), ClusterPlan.class))
            .findOne());
  }

  /// The last plan of every cluster, by name.
  public List<ClusterPlan> latest() {
    return transactions.call(handle ->
        handle
            .createQuery(
                "select distinct on (cluster) plan from trimtab.cluster_plan where plan is not null order by cluster, as_of desc")
            .map((row, _) -> Json.read(row.getString(1), ClusterPlan.class))
            .list());
  }
}
