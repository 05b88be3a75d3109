package dev.trimtab.store;

import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.finding.Recommendation;
import dev.trimtab.units.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Recommendations: one open row per target and subject, the rest is history.
public final class Recommendations {
  private final Transactions transactions;

  Recommendations(Transactions transactions) {
    this.transactions = transactions;
  }

  /// What nodes cost less a month for one piece of advice.
  ///
  /// @param container empty for a workload-wide one
  /// @param monthly null where it has no figure of its own
  /// @param reason why it has none; null where it has one
  public record Realizable(
      WorkloadRef workload,
      String container,
      String kind,
      @Nullable Money monthly,
      @Nullable String reason) {
    public static Realizable of(
        WorkloadRef workload, String container, String kind, Money monthly) {
      return new Realizable(workload, container, kind, monthly, null);
    }

    /// One whose savings are in those of another row.
    public static Realizable elsewhere(WorkloadRef workload, String kind, String reason) {
      return new Realizable(workload, "", kind, null, reason);
    }
  }

  /// As [#save(long, Instant, PackedRecommendations, List)] does, where nothing is known of nodes.
  public int save(long run, Instant asOf, List<Recommendation> recommendations) {
    var packed = new PackedRecommendations();
    recommendations.forEach(packed::add);
    return save(run, asOf, packed, List.of());
  }

  /// Makes these the open ones. Advice of another kind, or with something else in force or
  /// proposed, is closed (as applied where the proposal is what is in force now, else as
  /// superseded) and opened anew; what is gone is closed. Else the open row is kept, with the
  /// evidence and the money as they are now: they change every night, the advice does not.
  ///
  /// @param realizable of those of the recommendations that node plans tell of
  /// @return how many were opened anew
  public int save(
      long run, Instant asOf, PackedRecommendations recommendations, List<Realizable> realizable) {
    return transactions.call(handle -> {
      stage(handle, recommendations);
      realizable(handle, realizable);
      close(handle, asOf);
      handle.execute(
          """
          update trimtab.recommendation t
          set last_seen = greatest(t.last_seen, ?), team = s.team, monthly_savings = s.monthly_savings,
            realizable_monthly_savings = s.realizable_monthly_savings, currency = s.currency, price_basis = s.price_basis, reason = s.reason, evidence = s.evidence, patch = s.patch
          from recommendation_staging s
          where t.closed_at is null
            and (t.last_seen < ? or (t.team, t.monthly_savings, t.realizable_monthly_savings, t.currency, t.price_basis, t.reason, t.evidence, t.patch)
              is distinct from (s.team, s.monthly_savings, s.realizable_monthly_savings, s.currency, s.price_basis, s.reason, s.evidence, s.patch))
            and (t.cluster, t.namespace, t.workload_kind, t.workload, t.container, t.subject)
              = (s.cluster, s.namespace, s.workload_kind, s.workload, s.container, s.subject)
          """,
          asOf,
          asOf);
      int opened =
          handle.execute(
              """
              insert into trimtab.recommendation (cluster, namespace, workload_kind, workload, container, subject,
                team, kind, current, proposed, monthly_savings, realizable_monthly_savings, currency, price_basis, reason, evidence, patch,
                status, first_seen, last_seen, run_id)
              select cluster, namespace, workload_kind, workload, container, subject,
                team, kind, current, proposed, monthly_savings, realizable_monthly_savings, currency, price_basis, reason, evidence, patch,
                'open', ?, ?, ?
              from recommendation_staging
              order by cluster, namespace, workload_kind, workload, container, subject
              on conflict do nothing
              """,
              asOf,
              asOf,
              run);
      handle.execute("drop table recommendation_staging");
      return opened;
    });
  }

  private static void stage(Handle handle, PackedRecommendations recommendations)
      throws SQLException {
    handle.execute(
        """
        create temporary table recommendation_staging (cluster text, namespace text, workload_kind text, workload text,
          container text, subject text, team text, kind text, current jsonb, proposed jsonb,
          monthly_savings numeric(18, 9), realizable_monthly_savings numeric(18, 9), currency text, price_basis text, reason text, evidence jsonb, patch text)
        on commit drop
        """);
    try (var copy = Copy.into(handle, "recommendation_staging")) {
      recommendations.addTo(copy);
    }
  }

  /// Evidence tells both figures side by side.
  private static void realizable(Handle handle, List<Realizable> realizable) throws SQLException {
    if (realizable.isEmpty()) {
      return;
    }
    handle.execute(
        """
        create temporary table realizable_staging (cluster text, namespace text, workload_kind text, workload text,
          container text, kind text, monthly numeric(18, 9), reason text)
        on commit drop
        """);
    try (var copy = Copy.into(handle, "realizable_staging")) {
      for (var each : realizable) {
        copy.text(each.workload().cluster())
            .text(each.workload().namespace())
            .text(each.workload().kind())
            .text(each.workload().name())
            .text(each.container())
            .text(each.kind())
            .plain(plain(each.monthly()))
            .text(each.reason());
        copy.endRow();
      }
    }
    handle.execute("analyze recommendation_staging");
    handle.execute("analyze realizable_staging");
    handle.execute(
        """
        update recommendation_staging s
        set realizable_monthly_savings = r.monthly,
          evidence = s.evidence || jsonb_build_object('realizable',
            jsonb_build_object('monthly', r.monthly, 'nominal_monthly', s.monthly_savings)
              || case when r.reason is null then '{}' else jsonb_build_object('reason', r.reason) end)
        from realizable_staging r
        where (s.cluster, s.namespace, s.workload_kind, s.workload, s.container, s.kind)
          = (r.cluster, r.namespace, r.workload_kind, r.workload, r.container, r.kind)
        """);
    handle.execute("drop table realizable_staging");
  }

  private static @Nullable String plain(@Nullable Money money) {
    return money == null ? null : money.stored().amount().toPlainString();
  }

  private static void close(Handle handle, Instant asOf) {
    handle.execute(
        """
        update trimtab.recommendation t
        set closed_at = ?, status = case when s.cluster is null then 'gone'
          when t.kind = 'resize' and s.current = t.proposed then 'applied' else 'superseded' end
        from trimtab.recommendation o
        left join recommendation_staging s
          on (s.cluster, s.namespace, s.workload_kind, s.workload, s.container, s.subject)
            = (o.cluster, o.namespace, o.workload_kind, o.workload, o.container, o.subject)
        where o.id = t.id and t.closed_at is null
          and (s.cluster is null
            or (t.kind, t.current, t.proposed) is distinct from (s.kind, s.current, s.proposed))
        """,
        asOf);
  }

  /// The open ones, the largest savings first.
  public List<Recommendation> open() {
    return transactions.call(handle ->
        handle
            .createQuery(
                """
                select * from trimtab.recommendation where closed_at is null
                order by monthly_savings desc nulls last, cluster, namespace, workload_kind, workload, container, subject
                """)
            .map((row, _) -> recommendation(row))
            .list());
  }

  private static Recommendation recommendation(ResultSet row) throws SQLException {
    return new Recommendation(
        row.getString("cluster"),
        row.getString("namespace"),
        row.getString("workload_kind"),
        row.getString("workload"),
        row.getString("container"),
        row.getString("team"),
        row.getString("kind"),
        row.getString("current"),
        row.getString("proposed"),
        money(row, "monthly_savings"),
        money(row, "realizable_monthly_savings"),
        row.getString("price_basis"),
        row.getString("reason"),
        row.getString("evidence"),
        row.getString("patch"));
  }

  private static @Nullable Money money(ResultSet row, String column) throws SQLException {
    var amount = row.getBigDecimal(column);
    return amount == null
        ? null
        : new Money(Currency.getInstance(row.getString("currency")), amount);
  }
}
