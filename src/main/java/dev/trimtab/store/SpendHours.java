package dev.trimtab.store;

import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.units.TimeWindow;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What is spent, hour by hour and day by day, as the sentinel watches it.
public final class SpendHours {
  private static final int FETCH = 5000;

  private final Transactions transactions;

  SpendHours(Transactions transactions) {
    this.transactions = transactions;
  }

  /// Takes usage buckets one by one.
  public interface Taker {
    void take(String source, ProviderUsage usage);
  }

  /// What a namespace's compute cost on a UTC day.
  public record NamespaceDay(LocalDate day, String cluster, String namespace, double cost) {}

  /// Hands over the usage buckets that start in a window, in no order, without holding them. What a
  /// witness tells of a provider that tells the same day itself is left out. Tries once: what was
  /// handed over cannot be taken back.
  ///
  /// @throws DatabaseUnavailable when the connection is lost
  public void usage(TimeWindow window, Taker taker) {
    var seen = new boolean[1];
    transactions.call(handle -> {
      if (seen[0]) {
        throw new DatabaseUnavailable(
            "the database went away while usage was read; run again once it is up",
            new IllegalStateException("interrupted reading"));
      }
      var connection = handle.getConnection();
      try (var statement = connection.prepareStatement(USAGE)) {
        statement.setFetchSize(FETCH);
        for (int i = 1; i < 5; i += 2) {
          statement.setObject(i, window.start().atOffset(ZoneOffset.UTC));
          statement.setObject(i + 1, window.end().atOffset(ZoneOffset.UTC));
        }
        try (var rows = statement.executeQuery()) {
          while (rows.next()) {
            seen[0] = true;
            taker.take(rows.getString("source"), LlmStore.usage(rows));
          }
        }
      }
      return Boolean.TRUE;
    });
  }

  private static final String USAGE =
      """
      with told as (
        select distinct provider, (start_at at time zone 'UTC')::date as day
        from trimtab.llm_usage where via = '' and start_at >= ? and start_at < ?)
      select u.* from trimtab.llm_usage u
      where u.start_at >= ? and u.start_at < ?
        and (u.via = '' or not exists (
          select from told t where t.provider = u.provider and t.day = (u.start_at at time zone 'UTC')::date))
      """;

  /// Allocated compute cost by namespace, days that start in a window.
  public List<NamespaceDay> namespaces(TimeWindow window) {
    return transactions.call(handle ->
        handle
            .createQuery(
                """
                select day, cluster, namespace, sum(cost)::double precision as cost from trimtab.cost_daily
                where kind <> 'LLM' and namespace <> '' and day >= :from and day < :to
                group by day, cluster, namespace order by day, cluster, namespace
                """)
            .bind("from", LocalDate.ofInstant(window.start(), ZoneOffset.UTC))
            .bind("to", LocalDate.ofInstant(window.end(), ZoneOffset.UTC))
            .map((row, _) ->
                new NamespaceDay(
                    row.getObject("day", LocalDate.class),
                    row.getString("cluster"),
                    row.getString("namespace"),
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
