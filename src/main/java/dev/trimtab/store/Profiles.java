package dev.trimtab.store;

import dev.trimtab.model.usage.ContainerHistory;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.postgresql.PGStatement;

/// Daily profiles: made of samples, and read back container by container.
public final class Profiles {
  private static final int FETCH = 5_000;

  private final Transactions transactions;

  Profiles(Transactions transactions) {
    this.transactions = transactions;
  }

  /// A day of a cluster whose samples changed.
  private record DirtyDay(LocalDate day, int cluster) {}

  /// Compacts every day whose samples changed since it was compacted, each in a commit of its own:
  /// the database sorts one while another is added up here.
  ///
  /// @return profiles written or rewritten
  public int compact() {
    return dirty().parallelStream()
        .mapToInt(dirty -> transactions.call(handle -> compact(handle, dirty)))
        .sum();
  }

  private List<DirtyDay> dirty() {
    return transactions.call(handle ->
        handle
            .createQuery(
                "select day, cluster_id from trimtab.dirty_day where purpose = 'compact' order by day, cluster_id")
            .map((row, _) -> new DirtyDay(row.getObject(1, LocalDate.class), row.getInt(2)))
            .list());
  }

  private static int compact(Handle handle, DirtyDay dirty) throws SQLException {
    var finished = new ArrayList<DayRow>();
    ProfileBuilder open = null;
    var from = dirty.day().atStartOfDay(ZoneOffset.UTC).toInstant();
    var created = created(handle, dirty.cluster(), from);
    var kindOfNode = NodeKinds.of(handle, dirty.cluster(), from);
    long clusterFirst = Long.MAX_VALUE;
    try (var statement =
        handle
            .getConnection()
            .prepareStatement(
                """
                select i.container_id, u.instance_id, u.seconds, u.cpu_avg, u.cpu_max, u.throttled, u.memory_avg,
                  u.memory_max, u.oom_kills, u.restarts, date_part('epoch', u.start_at)
                from trimtab.usage u
                join trimtab.instance i on i.id = u.instance_id
                join trimtab.container c on c.id = i.container_id
                join trimtab.workload w on w.id = c.workload_id
                where u.start_at >= ? and u.start_at < ? and w.cluster_id = ?
                order by i.container_id, u.instance_id, u.start_at
                """)) {
      // from its first use on as a prepared statement, whose rows come in binary
      statement.unwrap(PGStatement.class).setPrepareThreshold(-1);
      statement.setFetchSize(FETCH);
      statement.setObject(1, from.atOffset(ZoneOffset.UTC));
      statement.setObject(2, from.plus(Duration.ofDays(1)).atOffset(ZoneOffset.UTC));
      statement.setInt(3, dirty.cluster());
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          int container = rows.getInt(1);
          if (open == null || open.container() != container) {
            if (open != null) {
              finished.add(open.finish());
            }
            open = new ProfileBuilder(container, created, from.getEpochSecond(), kindOfNode);
          }
          clusterFirst = Math.min(clusterFirst, open.add(rows));
        }
      }
    }
    if (open != null) {
      finished.add(open.finish());
    }
    int written = write(handle, dirty, finished, clusterFirst);
    handle.execute(
        "delete from trimtab.dirty_day where day = ? and cluster_id = ? and purpose = 'compact'",
        dirty.day(),
        dirty.cluster());
    return written;
  }

  /// When pods were made that began on a day or just before it, by instance, Unix seconds.
  private static Map<Integer, Long> created(Handle handle, int cluster, Instant day) {
    var created = new HashMap<Integer, Long>();
    handle
        .createQuery(
            """
            select i.id, date_part('epoch', p.created_at)
            from trimtab.pod p
            join trimtab.instance i on i.pod = p.name
            join trimtab.container c on c.id = i.container_id
            join trimtab.workload w on w.id = c.workload_id and w.cluster_id = p.cluster_id and w.namespace = p.namespace
            where p.cluster_id = :cluster and p.created_at >= :from and p.created_at < :to
            """)
        .bind("cluster", cluster)
        .bind("from", day.minus(Duration.ofMinutes(10)))
        .bind("to", day.plus(Duration.ofDays(1)))
        .map((row, _) -> created.put(row.getInt(1), (long) row.getDouble(2)))
        .list();
    return created;
  }

  private static int write(Handle handle, DirtyDay dirty, List<DayRow> profiles, long clusterFirst)
      throws SQLException {
    // Samples are never taken away, so fewer of them means that the raw day was dropped and late
    // data came for it: the profile of the whole day is the better one.
    staging(handle);
    try (var copy = Copy.into(handle, "profile_staging")) {
      profiles.forEach(profile -> profile.copy(copy, dirty.day(), clusterFirst));
    }
    int written =
        handle.execute(
            """
            insert into trimtab.usage_daily as t select * from profile_staging
            on conflict (container_id, day) do update
            set samples = excluded.samples, pods = excluded.pods, hours = excluded.hours, cpu_peak = excluded.cpu_peak,
              cpu_avg = excluded.cpu_avg, memory_peak = excluded.memory_peak, memory_avg = excluded.memory_avg,
              throttled = excluded.throttled, oom_kills = excluded.oom_kills, restarts = excluded.restarts,
              cpu_histogram = excluded.cpu_histogram, cpu_start = excluded.cpu_start, cpu_steady = excluded.cpu_steady,
              hourly = excluded.hourly
            where t is distinct from excluded and excluded.samples >= t.samples
            """);
    NodeKinds.write(handle, dirty.day(), profiles);
    return written;
  }

  /// Made once for each connection: after every `create` or `drop` the driver has the next answer
  /// come as text, and a day's samples are millions of numbers to be parsed.
  private static void staging(Handle handle) {
    boolean there =
        handle
            .createQuery("select to_regclass('pg_temp.profile_staging') is not null")
            .mapTo(Boolean.class)
            .one();
    if (!there) {
      handle.execute(
          "create temporary table profile_staging (like trimtab.usage_daily) on commit delete rows");
    }
  }

  /// Drops samples and profiles that are older than they are kept for; a day not compacted yet
  /// stays.
  public void retain(Duration samples, Duration profiles, Instant asOf) {
    var oldestSample = LocalDate.ofInstant(asOf.minus(samples), ZoneOffset.UTC);
    var oldestProfile = LocalDate.ofInstant(asOf.minus(profiles), ZoneOffset.UTC);
    transactions.run(handle -> {
      var partitions =
          handle
              .createQuery(
                  """
                  select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
                  where i.inhparent = 'trimtab.usage'::regclass and c.relname < :oldest
                    and not exists (select from trimtab.dirty_day d
                      where 'usage_' || to_char(d.day, 'YYYY_MM_DD') = c.relname)
                  """)
              .bind("oldest", UsageWriter.partition(oldestSample))
              .mapTo(String.class)
              .list();
      partitions.forEach(name -> handle.execute("drop table trimtab." + name));
      handle.execute("delete from trimtab.usage_daily where day < ?", oldestProfile);
      handle.execute("delete from trimtab.gauge_daily where day < ?", oldestProfile);
      handle.execute("delete from trimtab.node_kind_daily where day < ?", oldestProfile);
    });
  }

  /// Hands over every container's history, one after another: memory does not grow with their
  /// number.
  ///
  /// @param lookback profiles of days that begin earlier than `asOf - lookback` are left out
  public void forEachHistory(Instant asOf, Duration lookback, Consumer<ContainerHistory> consumer) {
    var once = new Once(consumer);
    var histories = Histories.all(day(asOf.minus(lookback)), day(asOf));
    transactions.run(handle -> {
      once.again();
      histories.read(handle, once);
    });
  }

  /// The histories of a workload's containers; of workloads of several kinds where they share the
  /// name, and empty where there is none.
  ///
  /// @param lookback profiles of days that begin earlier than `asOf - lookback` are left out
  public List<ContainerHistory> histories(
      String cluster, String namespace, String workload, Instant asOf, Duration lookback) {
    var histories =
        Histories.of(cluster, namespace, workload, day(asOf.minus(lookback)), day(asOf));
    return transactions.call(handle -> {
      var found = new ArrayList<ContainerHistory>();
      histories.read(handle, found::add);
      return List.copyOf(found);
    });
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }

  /// Hands each history over once, although a lost connection may make the query begin again: the
  /// order is the same and only this run writes.
  private static final class Once implements Consumer<ContainerHistory> {
    private final Consumer<ContainerHistory> consumer;
    private int seen;
    private int delivered;

    Once(Consumer<ContainerHistory> consumer) {
      this.consumer = consumer;
    }

    void again() {
      seen = 0;
    }

    @Override
    public void accept(ContainerHistory history) {
      if (++seen > delivered) {
        delivered = seen;
        consumer.accept(history);
      }
    }
  }
}
