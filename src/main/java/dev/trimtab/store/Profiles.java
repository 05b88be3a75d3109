package dev.trimtab.store;

import dev.trimtab.model.cluster.Container;
import dev.trimtab.model.cluster.ContainerRef;
import dev.trimtab.model.cluster.PodTemplate;
import dev.trimtab.model.cluster.Resources;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.usage.ContainerHistory;
import dev.trimtab.model.usage.DailyProfile;
import dev.trimtab.model.usage.HourlyPeaks;
import dev.trimtab.units.Cpu;
import dev.trimtab.units.Memory;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
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
    try (var statement =
        handle
            .getConnection()
            .prepareStatement(
                """
                select i.container_id, u.instance_id, u.seconds, u.cpu_avg, u.cpu_max, u.throttled, u.memory_avg,
                  u.memory_max, u.oom_kills, u.restarts
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
            open = new ProfileBuilder(container);
          }
          open.add(rows);
        }
      }
    }
    if (open != null) {
      finished.add(open.finish());
    }
    int written = write(handle, dirty, finished);
    handle.execute(
        "delete from trimtab.dirty_day where day = ? and cluster_id = ? and purpose = 'compact'",
        dirty.day(),
        dirty.cluster());
    return written;
  }

  private static int write(Handle handle, DirtyDay dirty, List<DayRow> profiles)
      throws SQLException {
    // Samples are never taken away, so fewer of them means that the raw day was dropped and late
    // data
    // came for it: the profile of the whole day is the better one.
    handle.execute(
        "create temporary table profile_staging (like trimtab.usage_daily) on commit drop");
    try (var copy = Copy.into(handle, "profile_staging")) {
      profiles.forEach(profile -> profile.copy(copy, dirty.day()));
    }
    int written =
        handle.execute(
            """
            insert into trimtab.usage_daily as t select * from profile_staging
            on conflict (container_id, day) do update
            set samples = excluded.samples, pods = excluded.pods, hours = excluded.hours, cpu_peak = excluded.cpu_peak,
              cpu_avg = excluded.cpu_avg, memory_peak = excluded.memory_peak, memory_avg = excluded.memory_avg,
              throttled = excluded.throttled, oom_kills = excluded.oom_kills, restarts = excluded.restarts,
              cpu_histogram = excluded.cpu_histogram
            where t is distinct from excluded and excluded.samples >= t.samples
            """);
    handle.execute("drop table profile_staging");
    return written;
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
    });
  }

  /// Hands over every container's history, one after another: memory does not grow with their
  /// number.
  ///
  /// @param lookback profiles of days that begin earlier than `asOf - lookback` are left out
  public void forEachHistory(Instant asOf, Duration lookback, Consumer<ContainerHistory> consumer) {
    var once = new Once(consumer);
    transactions.run(handle -> {
      once.again();
      try (var statement = handle.getConnection().prepareStatement(Sql.HISTORIES)) {
        statement.setFetchSize(FETCH);
        statement.setObject(1, LocalDate.ofInstant(asOf.minus(lookback), ZoneOffset.UTC));
        statement.setObject(2, LocalDate.ofInstant(asOf, ZoneOffset.UTC));
        try (var rows = statement.executeQuery()) {
          stream(rows, once);
        }
      }
    });
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

  private static void stream(ResultSet rows, Consumer<ContainerHistory> consumer)
      throws SQLException {
    int current = -1;
    ContainerHistory head = null;
    var days = new ArrayList<DailyProfile>();
    while (rows.next()) {
      int container = rows.getInt("container_id");
      if (container != current) {
        emit(head, days, consumer);
        head = head(rows);
        days.clear();
        current = container;
      }
      if (rows.getObject("day") != null) {
        days.add(profile(rows));
      }
    }
    emit(head, days, consumer);
  }

  private static void emit(
      @Nullable ContainerHistory head,
      List<DailyProfile> days,
      Consumer<ContainerHistory> consumer) {
    if (head != null) {
      consumer.accept(
          new ContainerHistory(
              head.ref(), head.role(), head.current(), head.replicas(), days, Map.of()));
    }
  }

  private static ContainerHistory head(ResultSet rows) throws SQLException {
    var workload =
        new WorkloadRef(
            rows.getString("cluster"),
            rows.getString("namespace"),
            rows.getString("kind"),
            rows.getString("workload"));
    var ref = new ContainerRef(workload, rows.getString("container"));
    boolean present = rows.getBoolean("present");
    var template = rows.getString("template");
    if (present && template != null) {
      for (var container : Json.read(template, PodTemplate.class).containers()) {
        if (container.name().equals(ref.container())) {
          return new ContainerHistory(
              ref,
              container.role(),
              container.resources(),
              rows.getInt("replicas"),
              List.of(),
              Map.of());
        }
      }
    }
    boolean apiKnown = rows.getBoolean("api_known");
    // A cluster known by its usage alone: who was seen on the latest day is still there.
    int replicas = apiKnown ? 0 : rows.getInt("pods_latest");
    return new ContainerHistory(
        ref, Container.Role.APP, resources(rows), replicas, List.of(), Map.of());
  }

  private static Resources resources(ResultSet rows) throws SQLException {
    return new Resources(
        cpu(rows, "cpu_request"),
        cpu(rows, "cpu_limit"),
        memory(rows, "memory_request"),
        memory(rows, "memory_limit"),
        rows.getInt("gpus"));
  }

  private static @Nullable Cpu cpu(ResultSet rows, String column) throws SQLException {
    long millis = rows.getLong(column);
    return rows.wasNull() ? null : Cpu.millis(millis);
  }

  private static @Nullable Memory memory(ResultSet rows, String column) throws SQLException {
    long bytes = rows.getLong(column);
    return rows.wasNull() ? null : Memory.bytes(bytes);
  }

  private static DailyProfile profile(ResultSet rows) throws SQLException {
    return new DailyProfile(
        rows.getObject("day", LocalDate.class),
        HistogramCodec.decode(rows.getBytes("cpu_histogram")),
        real(rows, "cpu_peak"),
        real(rows, "cpu_avg"),
        real(rows, "memory_peak"),
        real(rows, "memory_avg"),
        real(rows, "throttled"),
        rows.getInt("oom_kills"),
        rows.getInt("restarts"),
        rows.getLong("samples"),
        rows.getDouble("hours"),
        rows.getInt("pods"),
        HourlyPeaks.UNKNOWN,
        Double.NaN,
        Double.NaN,
        null);
  }

  static double real(ResultSet rows, String column) throws SQLException {
    double value = rows.getDouble(column);
    return rows.wasNull() ? Double.NaN : value;
  }
}
