package dev.trimtab.bench;

import dev.trimtab.model.Fact;
import dev.trimtab.model.run.Run;
import dev.trimtab.pipeline.NodePlanRun.NodePlanSettings;
import dev.trimtab.pipeline.OptimizationRun;
import dev.trimtab.pipeline.OptimizationRun.OptimizationSettings;
import dev.trimtab.place.SpotPolicy;
import dev.trimtab.place.market.MarketSettings;
import dev.trimtab.place.plan.PlanSettings;
import dev.trimtab.place.plan.PlanSettings.Risk;
import dev.trimtab.rightsize.RightsizeSettings;
import dev.trimtab.rightsize.RightsizeSettings.LimitRule;
import dev.trimtab.rightsize.tuned.Weights;
import dev.trimtab.rightsize.wish.Treatments;
import dev.trimtab.store.Database;
import dev.trimtab.units.Cpu;
import dev.trimtab.units.Memory;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;

/// Right-sizes a whole fleet as a night does: profiles out of Postgres, decisions back into its
/// table.
///
/// A part of the fleet is collected and compacted through the store's own writers; the rest are
/// copies that SQL makes of it, under other names.
final class NightlyScaleBench {
  private static final int SEEDS = 1_000;
  private static final int DAYS = 15;
  private static final Duration STEP = Duration.ofMinutes(15);
  private static final Instant START = Instant.parse("2026-10-01T00:00:00Z");
  private static final Instant AS_OF = START.plus(Duration.ofDays(DAYS));
  private static final double NANOS = 1e9;
  private static final double HEAP_MIB = 1024;

  static final OptimizationSettings SETTINGS =
      new OptimizationSettings(
          Currency.getInstance("USD"),
          List.of("team"),
          Duration.ofDays(DAYS),
          new RightsizeSettings(
              0.15,
              0.15,
              Cpu.millis(10),
              Memory.mebi(32),
              Duration.ofDays(2),
              0.1,
              LimitRule.KEEP_RATIO,
              LimitRule.KEEP_RATIO),
          Treatments.DEFAULT,
          Weights.ONE,
          new SpotPolicy(2, Duration.ofMinutes(2)),
          new NodePlanSettings(
              new PlanSettings(Risk.NEUTRAL, Duration.ofSeconds(20), 1),
              MarketSettings.plain(Currency.getInstance("USD")),
              Double.NaN));

  private final Database database;
  private final int containers;
  private final double seconds;

  /// @param seconds that it may take
  private NightlyScaleBench(Database database, int containers, double seconds) {
    this.database = database;
    this.containers = containers;
    this.seconds = seconds;
  }

  static NightlyScaleBench usual(Database database) {
    return new NightlyScaleBench(database, 10_000, 60);
  }

  static NightlyScaleBench large(Database database) {
    return new NightlyScaleBench(database, 100_000, 600);
  }

  /// Two nights: the first opens every row, the second renews them.
  List<Figure> run() throws SQLException {
    fill();
    var figures = new ArrayList<Figure>();
    var run = database.runs().begin("bench", AS_OF, AS_OF, "bench");
    try (var heap = new LiveHeap()) {
      figures.add(night(run, "first"));
      figures.add(night(run, "second"));
      figures.add(
          new Figure(
              "most heap in use after a collection",
              heap.mebi(),
              HEAP_MIB,
              "MiB",
              Figure.Goal.AT_MOST));
    }
    return figures;
  }

  private Figure night(Run run, String which) {
    long start = System.nanoTime();
    var told = new OptimizationRun(database, SETTINGS).optimize(run);
    double took = (System.nanoTime() - start) / NANOS;
    System.out.printf("  %s in %.1f s%n", told, took);
    return new Figure(
        "right-sizing %,d containers, %s night".formatted(containers, which),
        took,
        seconds,
        "s",
        Figure.Goal.AT_MOST);
  }

  private void fill() throws SQLException {
    var load = new UsageLoad(SEEDS, STEP);
    database.facts().save(new Fact.Inventory(load.inventory(AS_OF)));
    for (var from = START; from.isBefore(AS_OF); from = from.plus(Duration.ofDays(1))) {
      var samples = load.window(from, from.plus(Duration.ofDays(1)));
      database.facts().save(new Fact.Usage(UsageLoad.CLUSTER, samples));
    }
    database.profiles().compact();
    try (var connection = database.dataSource().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(copies(containers / SEEDS - 1));
      statement.execute("analyze");
    }
  }

  /// Workloads with all that hangs on them, so many times more.
  private static String copies(int times) {
    return """
    create temporary table copy as
      select w.id as workload, '-copy-' || n as suffix from trimtab.workload w, generate_series(1, %d) n;
    insert into trimtab.workload (cluster_id, namespace, kind, name, api_version, replicas, created_at, labels,
        annotations, template, present)
      select cluster_id, namespace, kind, name || suffix, api_version, replicas, created_at, labels, annotations,
        template, present
      from copy join trimtab.workload w on w.id = copy.workload;
    alter table copy add column copied int;
    update copy set copied = c.id from trimtab.workload w, trimtab.workload c
      where w.id = copy.workload
        and (c.cluster_id, c.namespace, c.kind, c.name) = (w.cluster_id, w.namespace, w.kind, w.name || copy.suffix);
    insert into trimtab.pod (cluster_id, namespace, name, workload_id, node, phase, created_at, present)
      select cluster_id, namespace, name || suffix, copied, node, phase, created_at, present
      from copy join trimtab.pod p on p.workload_id = copy.workload;
    insert into trimtab.container (workload_id, name)
      select copied, name from copy join trimtab.container c on c.workload_id = copy.workload;
    create temporary table pair as
      select s.id as seed, c.id as copied, suffix from copy
      join trimtab.container s on s.workload_id = copy.workload
      join trimtab.container c on c.workload_id = copy.copied and c.name = s.name;
    insert into trimtab.instance (container_id, pod, node, node_told)
      select copied, pod || suffix, node, node_told from pair join trimtab.instance i on i.container_id = seed;
    insert into trimtab.instance_resources
      select c.id, from_at, cpu_request, cpu_limit, memory_request, memory_limit, gpus
      from pair
      join trimtab.instance s on s.container_id = seed
      join trimtab.instance c on c.container_id = copied and c.pod = s.pod || suffix
      join trimtab.instance_resources r on r.instance_id = s.id;
    insert into trimtab.usage_daily (day, container_id, samples, pods, hours, cpu_peak, cpu_avg, memory_peak,
        memory_avg, throttled, oom_kills, restarts, cpu_histogram, cpu_start, cpu_steady, hourly)
      select day, copied, samples, pods, hours, cpu_peak, cpu_avg, memory_peak, memory_avg, throttled, oom_kills,
        restarts, cpu_histogram, cpu_start, cpu_steady, hourly
      from pair join trimtab.usage_daily d on d.container_id = seed;
    """
        .formatted(times);
  }
}
