package dev.trimtab.store;

import dev.trimtab.model.cluster.Resources;
import dev.trimtab.model.usage.PodContainer;
import dev.trimtab.model.usage.UsageSample;
import dev.trimtab.units.Cpu;
import dev.trimtab.units.Memory;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Loads usage samples by COPY into daily partitions. A stored sample is replaced only by a
/// different one.
final class UsageWriter {
  private static final String COLUMNS =
      "(start_at, memory_avg, memory_max, instance_id, seconds, cpu_avg, cpu_max, throttled, oom_kills, restarts)";

  private final Transactions transactions;
  private final Map<Subject, Integer> instances = new ConcurrentHashMap<>();
  private final Map<Integer, Resources> lastResources = new ConcurrentHashMap<>();
  private final Set<LocalDate> partitions = ConcurrentHashMap.newKeySet();

  private record Subject(String cluster, PodContainer container) {}

  /// Identifies a row of `trimtab.usage`.
  private record Key(int instance, Instant start) {}

  UsageWriter(Transactions transactions) {
    this.transactions = transactions;
  }

  /// Pods may have got another workload: look again.
  void forget() {
    instances.clear();
  }

  void save(String cluster, List<UsageSample> samples) {
    if (samples.isEmpty()) {
      return;
    }
    resolve(cluster, samples);
    // The last of equal keys wins; the order of time is kept, which BRIN lives on.
    var rows = new LinkedHashMap<Key, UsageSample>(samples.size() * 2);
    for (var sample : samples) {
      rows.put(new Key(instance(cluster, sample), sample.start()), sample);
    }
    var days = days(rows.keySet());
    days.stream().filter(day -> !partitions.contains(day)).forEach(this::createPartition);
    transactions.run(handle -> {
      if (load(handle, rows)) {
        markDirty(handle, cluster, days);
      }
      resources(handle, rows);
    });
  }

  private int instance(String cluster, UsageSample sample) {
    return Objects.requireNonNull(instances.get(new Subject(cluster, sample.subject())));
  }

  /// Makes ids in a transaction of their own, so that none is remembered that was rolled back.
  private void resolve(String cluster, List<UsageSample> samples) {
    var unknown =
        samples.stream()
            .map(UsageSample::subject)
            .distinct()
            .filter(subject -> !instances.containsKey(new Subject(cluster, subject)))
            .toList();
    if (unknown.isEmpty()) {
      return;
    }
    var found =
        transactions.call(handle -> {
          var dimensions = new Dimensions(handle);
          int clusterId = dimensions.cluster(cluster);
          var pods = pods(handle, clusterId);
          var ids = new HashMap<Subject, Integer>();
          for (var subject : unknown) {
            var pod = pods.get(subject.workload().namespace() + "/" + subject.pod());
            int workload =
                pod == null ? dimensions.workload(clusterId, subject.workload()) : pod.workload();
            var node = subject.node().isEmpty() && pod != null ? pod.node() : subject.node();
            int container = dimensions.container(workload, subject.container());
            ids.put(
                new Subject(cluster, subject), dimensions.instance(container, subject.pod(), node));
          }
          return ids;
        });
    instances.putAll(found);
  }

  private record KnownPod(int workload, String node) {}

  private static Map<String, KnownPod> pods(Handle handle, int cluster) {
    var pods = new HashMap<String, KnownPod>();
    handle
        .createQuery(
            "select namespace, name, workload_id, coalesce(node, '') from trimtab.pod where cluster_id = :c")
        .bind("c", cluster)
        .map((row, _) ->
            pods.put(
                row.getString(1) + "/" + row.getString(2),
                new KnownPod(row.getInt(3), row.getString(4))))
        .list();
    return pods;
  }

  private static Set<LocalDate> days(Collection<Key> keys) {
    var days = new java.util.TreeSet<LocalDate>();
    Instant last = Instant.MIN;
    for (var key : keys) {
      if (!key.start().equals(last)) {
        days.add(LocalDate.ofInstant(key.start(), ZoneOffset.UTC));
        last = key.start();
      }
    }
    return days;
  }

  /// In a transaction of its own: it takes a lock on the table, which is let go of at once.
  private void createPartition(LocalDate day) {
    transactions.run(handle ->
        handle.execute(
            "create table if not exists trimtab.%s partition of trimtab.usage for values from ('%s') to ('%s')"
                .formatted(partition(day), day + "T00:00:00Z", day.plusDays(1) + "T00:00:00Z")));
    partitions.add(day);
  }

  static String partition(LocalDate day) {
    return "usage_" + day.toString().replace('-', '_');
  }

  /// Returns whether any row changed.
  private static boolean load(Handle handle, Map<Key, UsageSample> rows) throws SQLException {
    var first = rows.keySet().stream().map(Key::start).min(Instant::compareTo).orElseThrow();
    var last = rows.keySet().stream().map(Key::start).max(Instant::compareTo).orElseThrow();
    var ids = rows.keySet().stream().map(Key::instance).distinct().toArray(Integer[]::new);
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

  private static boolean merge(
      Handle handle, Map<Key, UsageSample> rows, Instant first, Instant last) throws SQLException {
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

  private static void copy(Handle handle, String table, Map<Key, UsageSample> rows)
      throws SQLException {
    try (var copy = Copy.into(handle, table + " " + COLUMNS)) {
      for (var entry : rows.entrySet()) {
        var s = entry.getValue();
        copy.plain(s.start())
            .whole(s.memoryAverage())
            .whole(s.memoryPeak())
            .number(entry.getKey().instance())
            .number(Duration.between(s.start(), s.end()).toSeconds())
            .real(s.cpuAverage())
            .real(s.cpuPeak())
            .real(s.throttled())
            .plain(count(s.oomKills()))
            .plain(count(s.restarts()));
        copy.endRow();
      }
    }
  }

  private static @Nullable Integer count(int events) {
    return events < 0 ? null : (Integer) Math.min(events, Short.MAX_VALUE);
  }

  private static void markDirty(Handle handle, String cluster, Set<LocalDate> days) {
    var batch =
        handle.prepareBatch(
            """
            insert into trimtab.dirty_day (day, cluster_id, purpose)
            select :day, id, p from trimtab.cluster, unnest(array['compact', 'allocate']) p where name = :cluster
            on conflict do nothing
            """);
    days.forEach(day -> batch.bind("day", day).bind("cluster", cluster).add());
    batch.execute();
  }

  private void resources(Handle handle, Map<Key, UsageSample> rows) {
    var changes = new TreeMap<Instant, List<Map.Entry<Integer, Resources>>>();
    for (var entry : rows.entrySet()) {
      var inForce = entry.getValue().inForce();
      int instance = entry.getKey().instance();
      if (inForce != null && !inForce.equals(lastResources.put(instance, inForce))) {
        changes
            .computeIfAbsent(entry.getKey().start(), _ -> new ArrayList<>())
            .add(Map.entry(instance, inForce));
      }
    }
    for (var at : changes.entrySet()) {
      at.getValue()
          .forEach(change -> resources(handle, change.getKey(), at.getKey(), change.getValue()));
    }
  }

  /// A change point, unless the same is already in force then.
  private static void resources(Handle handle, int instance, Instant from, Resources r) {
    handle
        .createUpdate(
            """
            insert into trimtab.instance_resources
              (instance_id, from_at, cpu_request, cpu_limit, memory_request, memory_limit, gpus)
            select :id, :from, :cpuRequest, :cpuLimit, :memoryRequest, :memoryLimit, :gpus
            where (:cpuRequest::bigint, :cpuLimit::bigint, :memoryRequest::bigint, :memoryLimit::bigint, :gpus)
              is distinct from
              (select row (cpu_request, cpu_limit, memory_request, memory_limit, gpus)
               from trimtab.instance_resources where instance_id = :id and from_at <= :from
               order by from_at desc limit 1)
            on conflict (instance_id, from_at) do update
            set cpu_request = excluded.cpu_request, cpu_limit = excluded.cpu_limit,
              memory_request = excluded.memory_request, memory_limit = excluded.memory_limit, gpus = excluded.gpus
            """)
        .bind("id", instance)
        .bind("from", from)
        .bind("cpuRequest", millis(r.cpuRequest()))
        .bind("cpuLimit", millis(r.cpuLimit()))
        .bind("memoryRequest", bytes(r.memoryRequest()))
        .bind("memoryLimit", bytes(r.memoryLimit()))
        .bind("gpus", r.gpus())
        .execute();
  }

  private static @Nullable Long millis(@Nullable Cpu cpu) {
    return cpu == null ? null : (Long) cpu.millis();
  }

  private static @Nullable Long bytes(@Nullable Memory memory) {
    return memory == null ? null : (Long) memory.bytes();
  }
}
