package dev.trimtab.collect.prometheus;

import dev.trimtab.collect.prometheus.AnswerReader.SeriesHandler;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.usage.Gauge;
import dev.trimtab.units.TimeWindow;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/// Asks all questions about one window, a few at once.
final class ChunkReader {
  private static final Map<String, String> ABOVE =
      Map.of("ReplicaSet", "replicaset", "Job", "job_name");

  private final PrometheusSettings settings;
  private final PrometheusApi api;
  private final Refusals refusals;
  private final Semaphore slots;

  ChunkReader(PrometheusSettings settings, PrometheusApi api, Refusals refusals) {
    this.settings = settings;
    this.api = api;
    this.refusals = refusals;
    this.slots = new Semaphore(settings.parallelQueries());
  }

  Chunk read(TimeWindow window, Queries queries, Chunk.Known knows)
      throws SourceUnavailable, TooMuch {
    var grid = Grid.of(window, settings.interval());
    var tables = new EnumMap<Measure, Map<ContainerKey, double[]>>(Measure.class);
    var owners = new Owners(settings.cluster());
    var inForce = new InForce(Grid.covering(window, InForce.STEP));
    // the first alone: a server that finds it too heavy is not asked the others
    tables.put(Measure.CPU_AVERAGE, table(Measure.CPU_AVERAGE, queries, grid));
    var tasks = new ArrayList<Callable<Boolean>>();
    for (var measure : Measure.values()) {
      if (measure != Measure.CPU_AVERAGE) {
        tasks.add(() -> {
          var rows = table(measure, queries, grid);
          synchronized (tables) {
            tables.put(measure, rows);
          }
          return true;
        });
      }
    }
    tasks.add(() -> resources(queries.requests(), false, inForce, window));
    tasks.add(() -> resources(queries.limits(), true, inForce, window));
    tasks.add(() -> owners(owners, queries, window));
    var gauges = new GaugeTable();
    gauges(gauges, queries, window, tasks);
    inParallel(tasks);
    peaksWithoutMinutes(tables, queries, grid);
    return new Chunk(settings.cluster(), grid, tables, owners, inForce, knows, gauges);
  }

  /// The number an instant `count` query gives, 0 when it is empty.
  long count(String query, long unixSeconds) throws SourceUnavailable, TooMuch {
    var sum = new double[1];
    api.instant(query, unixSeconds, () -> _ -> (_, value) -> sum[0] = value);
    return Double.isNaN(sum[0]) ? 0 : (long) sum[0];
  }

  /// Namespaces that use CPU at an instant.
  List<String> namespaces(Queries queries, long unixSeconds) throws SourceUnavailable, TooMuch {
    var found = new java.util.TreeSet<String>();
    api.instant(
        queries.namespaces(),
        unixSeconds,
        () ->
            labels -> {
              found.add(labels.getOrDefault("namespace", ""));
              return (_, _) -> {};
            });
    return List.copyOf(found);
  }

  private Map<ContainerKey, double[]> table(Measure measure, Queries queries, Grid grid)
      throws SourceUnavailable, TooMuch {
    return table(measure, queries.of(measure), grid);
  }

  private Map<ContainerKey, double[]> table(Measure measure, String query, Grid grid)
      throws SourceUnavailable, TooMuch {
    var last = new SeriesTable[1];
    var answer =
        api.range(
            query,
            grid,
            () -> last[0] = new SeriesTable(measure, grid, settings.mostPoints(), refusals));
    for (var warning : answer.warnings()) {
      refusals.once("warning/" + warning, measure.toString(), "partial-answer", warning);
    }
    return last[0].rows();
  }

  /// Where scrapes are too far apart for a minute's rate: two minutes, else the average.
  private void peaksWithoutMinutes(
      Map<Measure, Map<ContainerKey, double[]>> tables, Queries queries, Grid grid)
      throws SourceUnavailable, TooMuch {
    var average = tables.getOrDefault(Measure.CPU_AVERAGE, Map.of());
    if (average.isEmpty() || !tables.getOrDefault(Measure.CPU_PEAK, Map.of()).isEmpty()) {
      return;
    }
    var peaks = table(Measure.CPU_PEAK, queries.cpuPeak(Duration.ofMinutes(2)), grid);
    tables.put(Measure.CPU_PEAK, peaks.isEmpty() ? average : peaks);
    if (peaks.isEmpty()) {
      refusals.once(
          "peak",
          "container_cpu_usage_seconds_total",
          "cpu-peak-from-average",
          "scrapes are too far apart for a peak of CPU within "
              + settings.interval()
              + ": the average stands for it. Scrape at least once a minute");
    }
  }

  private boolean resources(String query, boolean limits, InForce inForce, TimeWindow window)
      throws SourceUnavailable, TooMuch {
    api.range(
        query, Grid.covering(window, InForce.STEP), () -> labels -> inForce.series(labels, limits));
    return true;
  }

  /// Day by day, since a day's highest is what is kept.
  private void gauges(
      GaugeTable gauges, Queries queries, TimeWindow window, List<Callable<Boolean>> tasks) {
    for (var from = window.start(); from.isBefore(window.end()); ) {
      var day = LocalDate.ofInstant(from, ZoneOffset.UTC);
      var midnight = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
      var part = new TimeWindow(from, midnight.isBefore(window.end()) ? midnight : window.end());
      for (var gauge : Gauge.values()) {
        tasks.add(() -> gauge(gauges, gauge, day, queries.gauge(gauge, part.length()), part));
      }
      from = part.end();
    }
  }

  /// A gauge is worth having, but no usage is given up for it.
  private boolean gauge(
      GaugeTable gauges, Gauge gauge, LocalDate day, String query, TimeWindow part)
      throws SourceUnavailable {
    try {
      api.instant(query, part.end().getEpochSecond(), () -> gauges.of(day, gauge));
    } catch (TooMuch e) {
      refusals.once(
          "gauge/" + gauge + "/" + day,
          gauge.toString(),
          "gauge-skipped",
          "too heavy for the server on %s, left out: %s".formatted(day, e.getMessage()));
    }
    return true;
  }

  private boolean owners(Owners owners, Queries queries, TimeWindow window)
      throws SourceUnavailable, TooMuch {
    long end = window.end().getEpochSecond();
    api.instant(queries.owners("kube_pod_owner", "pod", window.length()), end, each(owners::pod));
    var kinds = new HashMap<>(ABOVE);
    if (owners.ownsAny("ReplicationController")) {
      kinds.put("ReplicationController", "replicationcontroller");
    }
    for (var kind : kinds.entrySet()) {
      var metric = "kube_" + kind.getKey().toLowerCase(java.util.Locale.ROOT) + "_owner";
      api.instant(
          queries.owners(metric, kind.getValue(), window.length()),
          end,
          each(labels -> owners.above(kind.getKey(), kind.getValue(), labels)));
    }
    api.instant(queries.nodes(window.length()), end, each(owners::node));
    return true;
  }

  private static java.util.function.Supplier<SeriesHandler> each(
      java.util.function.Consumer<Map<String, String>> labels) {
    return () ->
        found -> {
          labels.accept(found);
          return (_, _) -> {};
        };
  }

  private void inParallel(List<Callable<Boolean>> tasks) throws SourceUnavailable, TooMuch {
    var failed = new AtomicBoolean();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = new ArrayList<Future<Boolean>>();
      for (var task : tasks) {
        running.add(threads.submit(() -> guarded(task, failed)));
      }
      for (var each : running) {
        each.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SourceUnavailable("interrupted while " + settings.cluster() + " was read", e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case TooMuch tooMuch -> throw tooMuch;
        case SourceUnavailable down -> throw down;
        case RuntimeException bug -> throw bug;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }

  private boolean guarded(Callable<Boolean> task, AtomicBoolean failed) throws Exception {
    slots.acquire();
    boolean done = false;
    try {
      done = failed.get() || task.call();
      return done;
    } finally {
      if (!done) {
        failed.set(true);
      }
      slots.release();
    }
  }
}
