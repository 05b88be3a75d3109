package dev.trimtab.store;

import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.model.llm.Told;
import dev.trimtab.units.TimeWindow;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Stored usage of a UTC day that is to be priced.
final class SpendUsage {
  private static final Duration DAY = Duration.ofDays(1);
  private static final int FETCH = 5000;

  /// Buckets of at most an hour that start in the stale stretch, and the day's longer ones. What a
  /// witness tells of a provider that tells the same day itself is left out.
  private static final String ALONE =
      """
      with own as (
        select w.provider from (
          select distinct provider from trimtab.llm_usage where via <> '' and start_at >= ? and start_at < ?) w
        where exists (select from trimtab.llm_usage t
          where t.via = '' and t.provider = w.provider and t.start_at >= ? and t.start_at < ?))
      select u.* from (
        select * from trimtab.llm_usage
        where source = ? and start_at >= ? and start_at < ? and end_at - start_at <= interval '1 hour'
        union all
        select * from trimtab.llm_usage
        where source = ? and start_at >= ? and start_at < ? and end_at - start_at > interval '1 hour') u
      where (u.via = '' or u.provider not in (select provider from own)) and u.provider <> all (?)
      """;

  private SpendUsage() {}

  /// Hands over what a source tells, less some providers' usage.
  static void alone(
      Connection connection,
      String source,
      TimeWindow stale,
      Collection<String> without,
      SpendSheets.Pricing pricing)
      throws SQLException {
    try (var statement = connection.prepareStatement(ALONE)) {
      statement.setFetchSize(FETCH);
      var day = stale.start().truncatedTo(ChronoUnit.DAYS);
      var start = at(day);
      var end = at(day.plus(DAY));
      int next = 1;
      for (var value :
          new Object[] {
            start, end, start, end, source, at(stale.start()), at(stale.end()), source, start, end
          }) {
        statement.setObject(next++, value);
      }
      statement.setArray(next, connection.createArrayOf("text", without.toArray()));
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          pricing.take(source, LlmStore.usage(rows));
        }
      }
    }
  }

  /// Everything that is told of some providers' usage.
  static List<Told<ProviderUsage>> told(Handle handle, Instant day, Collection<String> providers) {
    return handle
        .createQuery(
            """
            select * from trimtab.llm_usage
            where start_at >= :day and start_at < :end and provider = any(:providers)
            """)
        .bind("day", day)
        .bind("end", day.plus(DAY))
        .bindArray("providers", String.class, providers.toArray())
        .setFetchSize(FETCH)
        .map((row, _) -> new Told<>(row.getString("source"), LlmStore.usage(row)))
        .list();
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
