package dev.trimtab.store;

import dev.trimtab.model.report.CostRow;
import dev.trimtab.model.report.LlmRow;
import dev.trimtab.units.Money;
import dev.trimtab.units.TimeWindow;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/// Rows as a report shows them.
public final class Reports {
  private final Transactions transactions;

  Reports(Transactions transactions) {
    this.transactions = transactions;
  }

  /// Cost by day, cluster, namespace, team, kind and sku, in one currency.
  public List<CostRow> costs(TimeWindow days, Currency currency) {
    return transactions.call(handle ->
        handle
            .createQuery(
                """
                select day, provider, cluster, namespace, team, kind, sku, unit, price_basis, cost_centre, environment,
                  coalesce(sum(quantity), 0) as quantity, sum(cost) as cost
                from trimtab.cost_daily where day >= :from and day < :to and currency = :currency
                group by day, provider, cluster, namespace, team, kind, sku, unit, price_basis, cost_centre, environment
                order by day, provider, cluster, namespace, team, kind, sku, unit, price_basis, cost_centre, environment
                """)
            .bind("from", LocalDate.ofInstant(days.start(), ZoneOffset.UTC))
            .bind("to", LocalDate.ofInstant(days.end(), ZoneOffset.UTC))
            .bind("currency", currency.getCurrencyCode())
            .map((row, _) -> cost(row))
            .list());
  }

  private static CostRow cost(ResultSet row) throws SQLException {
    var provider = row.getString("provider");
    return new CostRow(
        row.getObject("day", LocalDate.class),
        provider,
        "LLM".equals(row.getString("kind")) ? provider : "Kubernetes",
        row.getString("cluster"),
        row.getString("namespace"),
        row.getString("team"),
        row.getString("kind"),
        row.getString("sku"),
        row.getBigDecimal("quantity"),
        row.getString("unit"),
        row.getBigDecimal("cost"),
        row.getString("price_basis"),
        row.getString("cost_centre"),
        row.getString("environment"));
  }

  /// Tokens by day, project, key, model and kind.
  public List<LlmRow> llm(TimeWindow days) {
    return transactions.call(handle ->
        handle
            .createQuery(
                """
                select day, provider, project, api_key, model, team, kind, tier, sum(effective_cost) as cost,
                  sum(case when trimtab.is_token(kind) then tokens else 0 end) as tokens,
                  case when min(requests) < 0 then -1 else sum(requests) end as requests,
                  coalesce(max(substring(',' || tags from ',key_name=([^,]*)')), '') as key_name
                from trimtab.token_usage_daily where day >= :from and day < :to
                group by day, provider, project, api_key, model, team, kind, tier
                order by day, provider, project, api_key, model, team, kind, tier
                """)
            .bind("from", LocalDate.ofInstant(days.start(), ZoneOffset.UTC))
            .bind("to", LocalDate.ofInstant(days.end(), ZoneOffset.UTC))
            .map((row, _) ->
                new LlmRow(
                    row.getObject("day", LocalDate.class),
                    row.getString("provider"),
                    row.getString("project"),
                    row.getString("api_key"),
                    row.getString("key_name"),
                    row.getString("model"),
                    row.getString("team"),
                    row.getString("kind"),
                    row.getString("tier"),
                    row.getLong("tokens"),
                    row.getBigDecimal("cost"),
                    row.getLong("requests")))
            .list());
  }

  /// The first day with allocated infrastructure cost.
  public Optional<LocalDate> firstDay() {
    return transactions.call(handle ->
        handle
            .createQuery("select min(day) from trimtab.cost_daily where kind <> 'LLM'")
            .mapTo(LocalDate.class)
            .findOne());
  }

  /// The sum of all allocated cost in whole days, straight from the table.
  public BigDecimal total(TimeWindow days, Currency currency) {
    return transactions.call(handle ->
        handle
            .createQuery(
                """
                select coalesce(sum(effective_cost), 0) from finops.costs_daily
                where charge_period_start >= :start and charge_period_start < :end and billing_currency = :currency
                """)
            .bind("start", days.start())
            .bind("end", days.end())
            .bind("currency", currency.getCurrencyCode())
            .mapTo(BigDecimal.class)
            .one());
  }

  /// Writes down that a report was made.
  public void made(
      String key, String title, TimeWindow period, long run, String file, Money total) {
    transactions.run(handle ->
        handle.execute(
            """
            insert into trimtab.report as t (key, title, period_start, period_end, run_id, file, total, currency)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (key) do update set title = excluded.title, file = excluded.file, total = excluded.total,
              run_id = excluded.run_id
            where (t.title, t.file, t.total) is distinct from (excluded.title, excluded.file, excluded.total)
            """,
            key,
            title,
            period.start(),
            period.end(),
            run,
            file,
            total.stored().amount(),
            total.currency().getCurrencyCode()));
  }
}
