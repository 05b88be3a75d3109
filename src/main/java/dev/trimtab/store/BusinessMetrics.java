package dev.trimtab.store;

import dev.trimtab.model.Fact;
import dev.trimtab.model.report.UnitCost;
import dev.trimtab.units.TimeWindow;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/// What the business counted, and what one of it cost.
public final class BusinessMetrics {
  private final Transactions transactions;

  BusinessMetrics(Transactions transactions) {
    this.transactions = transactions;
  }

  void save(Fact.BusinessCounts facts) {
    transactions.run(handle -> {
      var days = facts.counts().stream().map(count -> count.day()).distinct();
      days.forEach(day ->
          handle.execute(
              "delete from trimtab.business_count where metric = ? and day = ?",
              facts.metric(),
              day));
      var batch =
          handle.prepareBatch(
              """
              insert into trimtab.business_count as t (metric, day, team, namespace, model, count)
              values (?, ?, ?, ?, ?, ?)
              on conflict (metric, day, team, namespace, model) do update set count = t.count + excluded.count
              """);
      for (var c : facts.counts()) {
        batch.add(
            c.metric(),
            c.day(),
            Text.clean(c.team()),
            Text.clean(c.namespace()),
            Text.clean(c.model()),
            c.count());
      }
      if (batch.size() > 0) {
        batch.execute();
      }
    });
  }

  /// Unit costs of a period, by metric and whose cost stands against it.
  ///
  /// @param days whole UTC days
  public List<UnitCost> unitCosts(TimeWindow days) {
    return transactions.call(handle ->
        handle
            .createQuery(
                """
                select metric, team, namespace, model, count(*)::int as days, sum(units) as units,
                  count(llm_cost)::int as llm_days, sum(units) filter (where llm_cost is not null) as llm_units,
                  sum(llm_cost) as llm_cost,
                  count(infrastructure_cost)::int as infrastructure_days,
                  sum(units) filter (where infrastructure_cost is not null) as infrastructure_units,
                  sum(infrastructure_cost) as infrastructure_cost,
                  sum(unpriced_tokens)::bigint as unpriced_tokens
                from finops.business_unit_costs where day >= :from and day < :to
                group by metric, team, namespace, model
                order by metric, team, namespace, model
                """)
            .bind("from", LocalDate.ofInstant(days.start(), ZoneOffset.UTC))
            .bind("to", LocalDate.ofInstant(days.end(), ZoneOffset.UTC))
            .map((row, _) ->
                new UnitCost(
                    row.getString("metric"),
                    new UnitCost.Scope(
                        row.getString("team"), row.getString("namespace"), row.getString("model")),
                    row.getInt("days"),
                    row.getBigDecimal("units"),
                    new UnitCost.Part(
                        row.getInt("llm_days"),
                        row.getBigDecimal("llm_units"),
                        row.getBigDecimal("llm_cost")),
                    new UnitCost.Part(
                        row.getInt("infrastructure_days"),
                        row.getBigDecimal("infrastructure_units"),
                        row.getBigDecimal("infrastructure_cost"))))
            .list());
  }
}
