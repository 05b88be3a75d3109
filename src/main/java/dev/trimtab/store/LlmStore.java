package dev.trimtab.store;

import dev.trimtab.model.llm.LlmDifference;
import dev.trimtab.model.llm.PricedTokens;
import dev.trimtab.model.llm.ProviderCost;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.model.llm.Told;
import dev.trimtab.units.TimeWindow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// LLM usage and cost as providers report them, and what was made of them.
public final class LlmStore {
  private final Transactions transactions;

  LlmStore(Transactions transactions) {
    this.transactions = transactions;
  }

  /// Usage buckets that start in a window, whoever tells them, in order of time.
  public List<ProviderUsage> usage(TimeWindow window) {
    return told(window).stream().map(Told::fact).toList();
  }

  /// Usage buckets that start in a window with the source that told each, in order of time.
  public List<Told<ProviderUsage>> told(TimeWindow window) {
    return transactions.call(handle ->
        handle
            .createQuery(
                """
                select * from trimtab.llm_usage where start_at >= :start and start_at < :end
                order by start_at, provider, organization, project, api_key, usr, model, tier, context, endpoint, region,
                  tags, via, source
                """)
            .bind("start", window.start())
            .bind("end", window.end())
            .map((row, _) -> new Told<>(row.getString("source"), usage(row)))
            .list());
  }

  static ProviderUsage usage(ResultSet row) throws SQLException {
    return new ProviderUsage(
        TokenRows.scope(row), window(row), Json.counters(row.getString("counters")));
  }

  /// The first UTC day of which there is usage.
  public Optional<LocalDate> firstDay() {
    return transactions.call(handle ->
        handle
            .createQuery(
                "select (min(start_at) at time zone 'UTC')::date as day from trimtab.llm_usage having min(start_at) is not null")
            .mapTo(LocalDate.class)
            .findOne());
  }

  /// Priced tokens of a UTC day, in order of scope.
  public List<PricedTokens> tokens(LocalDate day) {
    return transactions.call(handle ->
        handle
            .createQuery(
                """
                select * from trimtab.token_usage_daily where day = :day
                order by provider, organization, project, api_key, usr, model, tier, context, endpoint, region, tags, via, kind
                """)
            .bind("day", day)
            .map((row, _) -> TokenRows.read(row))
            .list());
  }

  /// Lines of the providers' cost reports that start in a window, whoever tells them, in order of
  /// time.
  public List<ProviderCost> costs(TimeWindow window) {
    return toldCosts(window).stream().map(Told::fact).toList();
  }

  /// Lines of the providers' cost reports that start in a window with the source that told each, in
  /// order of time.
  public List<Told<ProviderCost>> toldCosts(TimeWindow window) {
    return transactions.call(handle ->
        handle
            .createQuery(
                """
                select * from trimtab.llm_cost where start_at >= :start and start_at < :end
                order by start_at, provider, organization, project, line_item, category, source
                """)
            .bind("start", window.start())
            .bind("end", window.end())
            .map((row, _) -> new Told<>(row.getString("source"), cost(row)))
            .list());
  }

  private static ProviderCost cost(ResultSet row) throws SQLException {
    return new ProviderCost(
        row.getString("provider"),
        row.getString("organization"),
        row.getString("project"),
        row.getString("line_item"),
        row.getString("category"),
        window(row),
        TokenRows.money(row, "amount"),
        TokenRows.money(row, "effective"));
  }

  private static TimeWindow window(ResultSet row) throws SQLException {
    return new TimeWindow(
        row.getTimestamp("start_at").toInstant(), row.getTimestamp("end_at").toInstant());
  }

  /// Replaces the priced tokens of some days; rows that are the same are not touched.
  ///
  /// @param days whole UTC days
  public void saveTokens(TimeWindow days, List<PricedTokens> rows) {
    transactions.run(handle -> {
      handle.execute(
          "create temporary table token_staging (like trimtab.token_usage_daily) on commit drop");
      try (var copy = Copy.into(handle, "token_staging")) {
        rows.forEach(row -> TokenRows.write(copy, row));
      }
      handle.execute(
          """
          create temporary table token_new on commit drop as
          select day, provider, project, api_key, usr, model, tier, context, team, namespace, cost_centre, kind,
            sum(tokens)::bigint as tokens,
            case when min(requests) < 0 then -1 else sum(requests) end::bigint as requests,
            sum(cost)::numeric(18, 9) as cost, currency, note,
            organization, endpoint, region, tags, via, workload, environment,
            case when min(failed_requests) < 0 then -1 else sum(failed_requests) end::bigint as failed_requests,
            sum(effective_cost)::numeric(18, 9) as effective_cost, sum(billed_cost)::numeric(18, 9) as billed_cost
          from token_staging
          group by day, provider, project, api_key, usr, model, tier, context, team, namespace, cost_centre, kind,
            currency, note, organization, endpoint, region, tags, via, workload, environment
          """);
      handle.execute(
          """
          delete from trimtab.token_usage_daily t where day >= ? and day < ?
            and not exists (select from token_new s where s = t)
          """,
          LocalDate.ofInstant(days.start(), ZoneOffset.UTC),
          LocalDate.ofInstant(days.end(), ZoneOffset.UTC));
      handle.execute(
          """
          insert into trimtab.token_usage_daily select * from token_new s
          where not exists (select from trimtab.token_usage_daily t where s = t)
          order by day, provider, project, api_key, usr, model, tier, context, kind
          """);
      handle.execute("drop table token_staging, token_new");
    });
  }

  /// Replaces how computed cost compares with the providers' reports on some days.
  ///
  /// @param days whole UTC days
  public void saveDifferences(TimeWindow days, List<LlmDifference> rows) {
    transactions.run(handle -> {
      handle.execute(
          "create temporary table difference_new (like trimtab.llm_reconciliation) on commit drop");
      try (var copy = Copy.into(handle, "difference_new")) {
        rows.forEach(row -> row(copy, row));
      }
      handle.execute(
          """
          delete from trimtab.llm_reconciliation t where day >= ? and day < ?
            and not exists (select from difference_new s where s = t)
          """,
          LocalDate.ofInstant(days.start(), ZoneOffset.UTC),
          LocalDate.ofInstant(days.end(), ZoneOffset.UTC));
      handle.execute(
          "insert into trimtab.llm_reconciliation select * from difference_new on conflict do nothing");
      handle.execute("drop table difference_new");
    });
  }

  private static void row(Copy copy, LlmDifference row) {
    copy.plain(row.day()).text(row.provider()).text(row.project());
    for (var amount :
        List.of(
            row.computed(),
            row.reported(),
            row.unreported(),
            row.credits(),
            row.other(),
            row.rounding(),
            row.unexplained())) {
      copy.plain(TokenRows.stored(amount));
    }
    copy.text(row.computed().currency().getCurrencyCode()).text(row.note());
    copy.endRow();
  }

  /// How computed cost compares with the providers' reports that start in a window, in order.
  public List<LlmDifference> differences(TimeWindow days) {
    return transactions.call(handle ->
        handle
            .createQuery(
                """
                select * from trimtab.llm_reconciliation where day >= :from and day < :to
                order by day, provider, project
                """)
            .bind("from", LocalDate.ofInstant(days.start(), ZoneOffset.UTC))
            .bind("to", LocalDate.ofInstant(days.end(), ZoneOffset.UTC))
            .map((row, _) ->
                new LlmDifference(
                    row.getObject("day", LocalDate.class),
                    row.getString("provider"),
                    row.getString("project"),
                    TokenRows.money(row, "computed"),
                    TokenRows.money(row, "reported"),
                    TokenRows.money(row, "unreported"),
                    TokenRows.money(row, "credits"),
                    TokenRows.money(row, "other"),
                    TokenRows.money(row, "rounding"),
                    TokenRows.money(row, "unexplained"),
                    row.getString("note")))
            .list());
  }
}
