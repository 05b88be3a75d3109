package dev.trimtab.store;

import dev.trimtab.units.TimeWindow;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What is spent, hour by hour and day by day, as the sentinel watches it.
public final class SpendHours {
  private final Transactions transactions;

  SpendHours(Transactions transactions) {
    this.transactions = transactions;
  }

  /// What a team's compute in a namespace cost on a UTC day.
  public record NamespaceDay(
      LocalDate day, String cluster, String namespace, String team, double cost) {}

  /// Allocated compute cost by namespace and team, days that start in a window.
  public List<NamespaceDay> namespaces(TimeWindow window) {
    return transactions.call(handle ->
        handle
            .createQuery(
                """
                select day, cluster, namespace, team, sum(cost)::double precision as cost from trimtab.cost_daily
                where kind <> 'LLM' and namespace <> '' and day >= :from and day < :to
                group by day, cluster, namespace, team order by day, cluster, namespace, team
                """)
            .bind("from", LocalDate.ofInstant(window.start(), ZoneOffset.UTC))
            .bind("to", LocalDate.ofInstant(window.end(), ZoneOffset.UTC))
            .map((row, _) ->
                new NamespaceDay(
                    row.getObject("day", LocalDate.class),
                    row.getString("cluster"),
                    row.getString("namespace"),
                    row.getString("team"),
                    row.getDouble("cost")))
            .list());
  }

  /// How far every source has been read.
  public Map<String, Instant> watermarks() {
    return transactions.call(handle -> {
      var through = new HashMap<String, Instant>();
      handle
          .createQuery("select source, complete_through from trimtab.watermark")
          .map((row, _) -> Map.entry(row.getString(1), row.getTimestamp(2).toInstant()))
          .forEach(entry -> through.put(entry.getKey(), entry.getValue()));
      return through;
    });
  }
}
