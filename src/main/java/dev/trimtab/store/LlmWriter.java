package dev.trimtab.store;

import dev.trimtab.model.Fact;
import dev.trimtab.model.llm.LlmScope;
import dev.trimtab.model.llm.ProviderCost;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.units.Money;
import dev.trimtab.units.TimeWindow;
import java.sql.SQLException;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// Saves what LLM providers report. A source's window is replaced as a whole, other sources' rows
/// stay; rows that are the same are not touched.
final class LlmWriter {
  private final Transactions transactions;

  private record UsageKey(LlmScope scope, TimeWindow window) {}

  /// A line but for its amounts, which are in its currency.
  private record CostKey(ProviderCost line, Currency currency) {}

  private record Amounts(Money cost, Money effective) {
    Amounts plus(Amounts other) {
      return new Amounts(cost.plus(other.cost), effective.plus(other.effective));
    }
  }

  LlmWriter(Transactions transactions) {
    this.transactions = transactions;
  }

  void save(Fact.LlmUsage facts) {
    var rows = new LinkedHashMap<UsageKey, Map<String, Long>>();
    for (var usage : facts.usage()) {
      rows.merge(new UsageKey(usage.scope(), usage.window()), usage.counters(), LlmWriter::sum);
    }
    transactions.run(handle -> {
      handle.execute("create temporary table llm_staging (like trimtab.llm_usage) on commit drop");
      try (var copy = Copy.into(handle, "llm_staging")) {
        rows.forEach((key, counters) ->
            row(copy, facts.source(), new ProviderUsage(key.scope(), key.window(), counters)));
      }
      handle.execute(
          """
          delete from trimtab.llm_usage t
          where ((source = ? and (provider = ? or ? = '')) or (source = '' and provider = ?))
            and start_at >= ? and start_at < ?
            and not exists (select from llm_staging s where s = t)
          """,
          facts.source(),
          facts.provider(),
          facts.provider(),
          facts.provider(),
          facts.window().start(),
          facts.window().end());
      handle.execute(
          """
          insert into trimtab.llm_usage select * from llm_staging order by start_at, project, api_key, usr, model, tier, context, endpoint
          on conflict (source, provider, start_at, end_at, organization, project, api_key, usr, model, tier, context, endpoint,
            region, tags, via) do nothing
          """);
      handle.execute("drop table llm_staging");
    });
  }

  private static Map<String, Long> sum(Map<String, Long> left, Map<String, Long> right) {
    var sum = new HashMap<>(left);
    right.forEach((name, value) -> sum.merge(name, value, Math::addExact));
    return sum;
  }

  private static void row(Copy copy, String source, ProviderUsage usage) {
    var s = usage.scope();
    copy.text(s.provider())
        .plain(usage.window().start())
        .plain(usage.window().end())
        .text(s.project())
        .text(s.apiKey())
        .text(s.user())
        .text(s.model())
        .text(s.tier())
        .text(s.context())
        .text(Json.write(usage.counters()))
        .text(source)
        .text(s.organization())
        .text(s.endpoint())
        .text(s.region())
        .text(s.tags())
        .text(s.via());
    copy.endRow();
  }

  void save(Fact.LlmCosts facts) {
    var rows = new LinkedHashMap<CostKey, Amounts>();
    for (var cost : facts.costs()) {
      rows.merge(key(cost), new Amounts(cost.cost(), cost.effective()), Amounts::plus);
    }
    transactions.run(handle -> {
      handle.execute("create temporary table llm_staging (like trimtab.llm_cost) on commit drop");
      copyCosts(Copy.into(handle, "llm_staging"), facts, rows);
      handle.execute(
          """
          delete from trimtab.llm_cost t
          where ((source = ? and (provider = ? or ? = '')) or (source = '' and provider = ?))
            and start_at >= ? and start_at < ?
            and not exists (select from llm_staging s where s = t)
          """,
          facts.source(),
          facts.provider(),
          facts.provider(),
          facts.provider(),
          facts.window().start(),
          facts.window().end());
      handle.execute(
          """
          insert into trimtab.llm_cost select * from llm_staging order by start_at, organization, project, line_item, category
          on conflict (source, provider, start_at, end_at, organization, project, line_item, category, currency)
            do nothing
          """);
      handle.execute("drop table llm_staging");
    });
  }

  private static CostKey key(ProviderCost c) {
    var nothing = Money.zero(c.cost().currency());
    var line =
        new ProviderCost(
            c.provider(),
            c.organization(),
            c.project(),
            c.lineItem(),
            c.category(),
            c.window(),
            nothing,
            nothing);
    return new CostKey(line, c.cost().currency());
  }

  private static void copyCosts(Copy copy, Fact.LlmCosts facts, Map<CostKey, Amounts> rows)
      throws SQLException {
    try (copy) {
      rows.forEach((key, amounts) -> {
        var line = key.line();
        copy.text(line.provider())
            .plain(line.window().start())
            .plain(line.window().end())
            .text(line.project())
            .text(line.lineItem())
            .text(key.currency().getCurrencyCode())
            .plain(amounts.cost().amount().toPlainString())
            .text(facts.source())
            .text(line.organization())
            .text(line.category())
            .plain(amounts.effective().amount().toPlainString());
        copy.endRow();
      });
    }
  }
}
