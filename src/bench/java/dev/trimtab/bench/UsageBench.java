package dev.trimtab.bench;

import dev.trimtab.model.Fact;
import dev.trimtab.model.usage.UsageSample;
import dev.trimtab.store.Database;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Loads two weeks of usage the way a backfill does, compacts it, and looks at what it costs to
/// keep.
final class UsageBench {
  private static final int CONTAINERS = 2_000;
  private static final int DAYS = 14;
  private static final Instant START = Instant.parse("2026-10-01T00:00:00Z");

  /// As the collectors cut it.
  private static final int BATCH = 50_000;

  private static final Duration STEP = Duration.ofMinutes(5);
  private static final Duration WINDOW = Duration.ofHours(6);

  /// Windows loaded before the clock starts: the JIT's time is not the database's.
  private static final int WARM_UP = 4;

  private static final double NANOS = 1e9;

  private final Database database;
  private final UsageLoad load = new UsageLoad(CONTAINERS, STEP);

  UsageBench(Database database) {
    this.database = database;
  }

  List<Figure> run() throws SQLException {
    double rate = load();
    long rows = number("select count(*) from trimtab.usage");
    double interval = (double) bytes("usage") / rows;
    long start = System.nanoTime();
    int profiles = database.profiles().compact();
    System.out.printf(
        "  compacted %,d samples into %,d profiles in %.1f s%n",
        rows, profiles, (System.nanoTime() - start) / NANOS);
    double day = (double) bytes("usage_daily") / profiles;
    return List.of(
        new Figure(
            "COPY of usage into the daily partitions",
            rate,
            300_000,
            "rows/s",
            Figure.Goal.AT_LEAST),
        new Figure(
            "stored container-interval, indexes included", interval, 100, "B", Figure.Goal.AT_MOST),
        new Figure(
            "compacted container-day, indexes included", day, 500, "B", Figure.Goal.AT_MOST));
  }

  /// Returns rows a second, over the time from handing facts over until they are committed.
  private double load() {
    long rows = 0;
    long nanos = 0;
    int windows = 0;
    var end = START.plus(Duration.ofDays(DAYS));
    for (var from = START; from.isBefore(end); from = from.plus(WINDOW)) {
      var samples = load.window(from, from.plus(WINDOW));
      long begun = System.nanoTime();
      save(samples);
      if (windows++ >= WARM_UP) {
        nanos += System.nanoTime() - begun;
        rows += samples.size();
      }
    }
    return rows / (nanos / NANOS);
  }

  private void save(List<UsageSample> samples) {
    for (int at = 0; at < samples.size(); at += BATCH) {
      var batch = samples.subList(at, Math.min(at + BATCH, samples.size()));
      database.facts().save(new Fact.Usage(UsageLoad.CLUSTER, batch));
    }
  }

  /// A table with its partitions, indexes and TOAST.
  private long bytes(String table) throws SQLException {
    return number(
        """
        select sum(pg_total_relation_size(oid)) from pg_class
        where oid = 'trimtab.%1$s'::regclass
          or oid in (select inhrelid from pg_inherits where inhparent = 'trimtab.%1$s'::regclass)
        """
            .formatted(table));
  }

  private long number(String sql) throws SQLException {
    try (var connection = database.dataSource().getConnection();
        var statement = connection.createStatement();
        var result = statement.executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    }
  }
}
