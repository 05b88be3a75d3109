package dev.trimtab.store;

import dev.trimtab.units.TimeWindow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/// Which hours of whose usage are to be priced anew.
final class SpendMarks {
  private static final Duration DAY = Duration.ofDays(1);

  private SpendMarks() {}

  /// Marks every hour of every source, also those without usage: to look which have any would be to
  /// read all usage twice.
  static void mark(Handle handle, Instant from, Instant to) {
    handle.execute(
        """
        insert into trimtab.spend_stale (source, hour)
        with recursive teller as (
          (select source from trimtab.llm_usage order by source limit 1)
          union all
          select n.source from teller t cross join lateral (
            select u.source from trimtab.llm_usage u where u.source > t.source order by u.source limit 1) n),
        stretch as (
          select date_trunc('hour', min(start_at), 'UTC') as first, max(start_at) as last from trimtab.llm_usage
          where start_at >= ? and start_at < ?)
        select source, generate_series(first, last, interval '1 hour') from teller cross join stretch
        """,
        from,
        to);
  }

  /// Forgets what is of hours before an instant.
  static void forget(Handle handle, Instant since) {
    handle.execute("delete from trimtab.spend_stale where hour < ?", since);
    handle.execute("delete from trimtab.spend_shared where day < ?", since);
  }

  /// Days whose sources do not count in the order in which they did are stale.
  static void reorder(Handle handle, Comparator<String> order) {
    for (var shared :
        handle
            .createQuery("select day, sources from trimtab.spend_shared")
            .map((row, _) -> Map.entry(row.getTimestamp(1).toInstant(), sources(row)))
            .list()) {
      if (!shared.getValue().equals(shared.getValue().stream().sorted(order).toList())) {
        handle.execute(
            "insert into trimtab.spend_stale (source, hour) values (?, ?)",
            shared.getValue().getFirst(),
            shared.getKey());
      }
    }
  }

  /// The stretch of the day that is stale, by source. Marks that are set meanwhile stay.
  static Map<String, TimeWindow> taken(Handle handle, Instant day) {
    var stale = new TreeMap<String, TimeWindow>();
    handle
        .createQuery(
            """
            with taken as (
              delete from trimtab.spend_stale where hour >= :day and hour < :end returning source, hour)
            select source, min(hour) as first, max(hour) as last from taken group by source
            """)
        .bind("day", day)
        .bind("end", day.plus(DAY))
        .map((row, _) ->
            Map.entry(
                row.getString("source"),
                new TimeWindow(
                    row.getTimestamp("first").toInstant(),
                    row.getTimestamp("last").toInstant().plus(Duration.ofHours(1)))))
        .forEach(entry -> stale.put(entry.getKey(), entry.getValue()));
    return stale;
  }

  /// Takes the whole day for stale of all sources that tell the same, now or when it was priced
  /// before, where one of them is.
  ///
  /// @param sharing who tells the same now, in the order in which they count
  /// @return whether it is
  static boolean widened(
      Handle handle, Instant day, List<String> sharing, Map<String, TimeWindow> stale) {
    var sources = new TreeSet<>(sharing);
    handle
        .createQuery("select sources from trimtab.spend_shared where day = :day")
        .bind("day", day)
        .map((row, _) -> sources(row))
        .forEach(sources::addAll);
    if (sources.stream().noneMatch(stale::containsKey)) {
      return false;
    }
    sources.forEach(source -> stale.put(source, new TimeWindow(day, day.plus(DAY))));
    handle.execute("delete from trimtab.spend_shared where day = ?", day);
    if (!sharing.isEmpty()) {
      handle
          .createUpdate("insert into trimtab.spend_shared (day, sources) values (:day, :sources)")
          .bind("day", day)
          .bindArray("sources", String.class, sharing.toArray())
          .execute();
    }
    return true;
  }

  private static List<String> sources(ResultSet row) throws SQLException {
    return List.of((String[]) row.getArray("sources").getArray());
  }
}
