package dev.trimtab.store;

import dev.trimtab.model.plan.ClusterPlan;
import dev.trimtab.model.plan.KeptPlan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Node plans: each cluster's last one whole, of earlier nights the figures; those of the last run
/// are current.
public final class NodePlans {
  private final Transactions transactions;

  NodePlans(Transactions transactions) {
    this.transactions = transactions;
  }

  /// Keeps the plans of a run; one of the same cluster and instant is replaced. These are the
  /// current ones from now on, and none of other clusters is, unless a later night was planned
  /// before.
  ///
  /// @param asOf of the run, and so of all plans
  public void save(long run, Instant asOf, List<KeptPlan> plans) {
    transactions.run(handle -> {
      handle.execute(
          "update trimtab.cluster_plan set current = false where current and as_of <= ?", asOf);
      for (var kept : plans) {
        var plan = kept.plan();
        var recommended = plan.asRecommended();
        handle.execute(
            """
            insert into trimtab.cluster_plan as t (cluster, as_of, run_id, currency, today_nodes, today_per_hour,
              requested_nodes, requested_per_hour, recommended_nodes, recommended_per_hour, lower_bound_per_hour,
              gap, unplaced_pods, nominal_monthly, realizable_monthly, comparable, plan, fingerprint, notes, current)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?::jsonb,
              not exists (select from trimtab.cluster_plan where as_of > ?))
            on conflict (cluster, as_of) do update set run_id = excluded.run_id, currency = excluded.currency,
              today_nodes = excluded.today_nodes, today_per_hour = excluded.today_per_hour,
              requested_nodes = excluded.requested_nodes, requested_per_hour = excluded.requested_per_hour,
              recommended_nodes = excluded.recommended_nodes, recommended_per_hour = excluded.recommended_per_hour,
              lower_bound_per_hour = excluded.lower_bound_per_hour, gap = excluded.gap,
              unplaced_pods = excluded.unplaced_pods, nominal_monthly = excluded.nominal_monthly,
              realizable_monthly = excluded.realizable_monthly, comparable = excluded.comparable, plan = excluded.plan,
              fingerprint = excluded.fingerprint, notes = excluded.notes, current = excluded.current
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
            Json.write(plan),
            kept.fingerprint(),
            Json.write(kept.notes()),
            asOf);
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

  /// A plan that rests on the very same things.
  public Optional<KeptPlan> kept(String cluster, String fingerprint) {
    return transactions.call(handle ->
        handle
            .createQuery(
                """
                select plan, notes from trimtab.cluster_plan
                where cluster = :cluster and fingerprint = :fingerprint and fingerprint <> '' and plan is not null
                order by as_of desc limit 1
                """)
            .bind("cluster", cluster)
            .bind("fingerprint", fingerprint)
            .map((row, _) ->
                new KeptPlan(
                    Json.read(row.getString(1), ClusterPlan.class),
                    List.of(Json.read(row.getString(2), String[].class)),
                    fingerprint))
            .findOne());
  }

  /// A cluster's current plan, if the last run planned it.
  public Optional<ClusterPlan> latest(String cluster) {
    return transactions.call(handle ->
        handle
            .createQuery(
                "select plan from trimtab.cluster_plan where cluster = :cluster and current and plan is not null")
            .bind("cluster", cluster)
            .map((row, _) -> Json.read(row.getString(1), ClusterPlan.class))
            .findOne());
  }

  /// The current plan of every cluster that the last run planned, by name.
  public List<ClusterPlan> latest() {
    return transactions.call(handle ->
        handle
            .createQuery(
                "select plan from trimtab.cluster_plan where current and plan is not null order by cluster")
            .map((row, _) -> Json.read(row.getString(1), ClusterPlan.class))
            .list());
  }
}
