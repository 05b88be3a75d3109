package dev.trimtab.store;

import dev.trimtab.model.usage.PodContainer;
import dev.trimtab.model.usage.UsageSample;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/// Loads usage samples by COPY into daily partitions. A stored sample is replaced only by a
/// different one.
final class UsageWriter {
  private static final String COLUMNS =
      "(start_at, memory_avg, memory_max, instance_id, seconds, cpu_avg, cpu_max, throttled, oom_kills, restarts)";
  private static final int COLUMN_COUNT = 10;

  private final Transactions transactions;
  private final InstanceIds instances;

  /// A row of `trimtab.usage`, which its instance and start identify.
  private record Row(int instance, UsageSample sample) {
    Instant start() {
      return sample.start();
    }
  }

  UsageWriter(Transactions transactions, InstanceIds instances) {
    this.transactions = transactions;
    this.instances = instances;
  }

  /// Pods may have got another workload: look again.
  void forget() {
    instances.forget();
  }

  void save(String cluster, List<UsageSample> samples) {
    if (samples.isEmpty()) {
      return;
    }
    var rows = rows(ids(cluster, samples), samples);
    var days = days(rows);
    createPartitions(days);
    transactions.run(handle -> {
      oneAtATime(handle, cluster);
      if (load(handle, rows)) {
        markDirty(handle, cluster, days);
      }
      var resources = new ResourcePoints();
      rows.forEach(row -> resources.add(row.instance(), row.start(), row.sample().inForce()));
      resources.save(handle);
    });
  }

  /// By object, not by value: a source hands over one object for all samples of a container, and
  /// comparing names a million times shows.
  private Map<PodContainer, Integer> ids(String cluster, List<UsageSample> samples) {
    var ids = new IdentityHashMap<PodContainer, Integer>();
    samples.forEach(sample -> ids.put(sample.subject(), 0));
    instances.resolve(cluster, List.copyOf(ids.keySet()));
    ids.replaceAll((subject, _) -> instances.of(cluster, subject));
    return ids;
  }

  /// In order of time, which BRIN lives on; the last of equal keys wins.
  private static List<Row> rows(Map<PodContainer, Integer> ids, List<UsageSample> samples) {
    var sorted = new ArrayList<>(samples);
    sorted.sort(Comparator.comparing(UsageSample::start));
    var rows = new ArrayList<Row>(sorted.size());
    var places = new HashMap<Integer, Integer>();
    Instant last = Instant.MIN;
    for (var sample : sorted) {
      if (!sample.start().equals(last)) {
        places.clear();
        last = sample.start();
      }
      int id = ids.getOrDefault(sample.subject(), 0);
      var before = places.putIfAbsent(id, rows.size());
      if (before == null) {
        rows.add(new Row(id, sample));
      } else {
        rows.set(before, new Row(id, sample));
      }
    }
    return rows;
  }

  private static Set<LocalDate> days(List<Row> rows) {
    var days = new TreeSet<LocalDate>();
    Instant last = Instant.MIN;
    for (var row : rows) {
      if (!row.start().equals(last)) {
        days.add(LocalDate.ofInstant(row.start(), ZoneOffset.UTC));
        last = row.start();
      }
    }
    return days;
  }

  /// In transactions of their own: each takes a lock on the table, which is let go of at once.
  /// Nothing is remembered, since retention may drop a day at any time.
  private void createPartitions(Set<LocalDate> days) {
    var names = days.stream().map(UsageWriter::partition).toArray(String[]::new);
    var there =
        new HashSet<>(
            transactions.call(handle ->
                handle
                    .createQuery(
                        """
                        select relname from pg_class
                        where relnamespace = 'trimtab'::regnamespace and relname = any (:names)
                        """)
                    .bind("names", names)
                    .mapTo(String.class)
                    .list()));
    days.stream().filter(day -> !there.contains(partition(day))).forEach(this::createPartition);
  }

  private void createPartition(LocalDate day) {
    transactions.run(handle -> {
      // "if not exists" alone fails when two clusters make the same day at once
      handle.execute("select pg_advisory_xact_lock(hashtext('trimtab.usage partitions'))");
      handle.execute(
          "create table if not exists trimtab.%s partition of trimtab.usage for values from ('%s') to ('%s')"
              .formatted(partition(day), day + "T00:00:00Z", day.plusDays(1) + "T00:00:00Z"));
    });
  }

  static String partition(LocalDate day) {
    return "usage_" + day.toString().replace('-', '_');
  }

  /// No key index keeps rows unique, so no two loads of a cluster may look and add at once.
  private static void oneAtATime(Handle handle, String cluster) {
    handle.execute("select pg_advisory_xact_lock(hashtext('trimtab.usage'), hashtext(?))", cluster);
  }

  /// Returns whether any row changed.
  private static boolean load(Handle handle, List<Row> rows) throws SQLException {
    var first = rows.getFirst().start();
    var last = rows.getLast().start();
    var ids = rows.stream().map(Row::instance).distinct().toArray(Integer[]::new);
    boolean fresh =
        handle
            .createQuery(
                """
                select not exists (select from trimtab.usage
                  where start_at between :first and :last and instance_id = any (:ids))
                """)
            .bind("first", first)
            .bind("last", last)
            .bind("ids", ids)
            .mapTo(Boolean.class)
            .one();
    if (fresh) {
      copy(handle, "trimtab.usage", rows);
      return true;
    }
    return merge(handle, rows, first, last);
  }

  private static boolean merge(Handle handle, List<Row> rows, Instant first, Instant last)
      throws SQLException {
    handle.execute("create temporary table usage_staging (like trimtab.usage) on commit drop");
    copy(handle, "usage_staging", rows);
    handle.execute("analyze usage_staging");
    int replaced =
        handle.execute(
            """
            delete from trimtab.usage u using usage_staging s
            where u.start_at between ? and ? and u.start_at = s.start_at and u.instance_id = s.instance_id
              and (u.memory_avg, u.memory_max, u.seconds, u.cpu_avg, u.cpu_max, u.throttled, u.oom_kills, u.restarts)
                is distinct from
                (s.memory_avg, s.memory_max, s.seconds, s.cpu_avg, s.cpu_max, s.throttled, s.oom_kills, s.restarts)
            """,
            first,
            last);
    int added =
        handle.execute(
            """
            insert into trimtab.usage %1$s
            select start_at, memory_avg, memory_max, instance_id, seconds, cpu_avg, cpu_max, throttled, oom_kills, restarts
            from usage_staging s
            where not exists (select from trimtab.usage u where u.start_at between ? and ?
              and u.start_at = s.start_at and u.instance_id = s.instance_id)
            order by start_at
            """
                .formatted(COLUMNS),
            first,
            last);
    handle.execute("drop table usage_staging");
    return replaced + added > 0;
  }

  private static void copy(Handle handle, String table, List<Row> rows) throws SQLException {
    try (var copy = BinaryCopy.into(handle, table + " " + COLUMNS)) {
      for (var row : rows) {
        var s = row.sample();
        copy.beginRow(COLUMN_COUNT)
            .instant(s.start())
            .int8(s.memoryAverage())
            .int8(s.memoryPeak())
            .int4(row.instance())
            .int4((int) Duration.between(s.start(), s.end()).toSeconds())
            .float4(s.cpuAverage())
            .float4(s.cpuPeak())
            .float4(s.throttled())
            .int2(s.oomKills())
            .int2(s.restarts());
      }
    }
  }

  private static void markDirty(Handle handle, String cluster, Set<LocalDate> days) {
    handle
        .createUpdate(
            """
            insert into trimtab.dirty_day (day, cluster_id, purpose)
            select day, id, purpose
            from trimtab.cluster, unnest(:days) day, unnest(array['compact', 'allocate']) purpose
            where name = :cluster
            order by day, purpose
            on conflict do nothing
            """)
        .bind("days", days.toArray(LocalDate[]::new))
        .bind("cluster", Text.clean(cluster))
        .execute();
  }
}
