package dev.trimtab.pipeline.watch;

import dev.trimtab.model.llm.PricedBucket;
import dev.trimtab.units.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Everything that is watched, gathered from stored usage: `llm total`, `llm provider/openai`, `llm
/// team/content`, `llm key/k1`, `llm model/openai/gpt-5`, and `compute namespace/production/shop`.
///
/// Usage by the hour makes series of hours. A series all of whose usage comes by longer buckets is
/// one of days; where both come, the longer ones are left out of it, since a day's money cannot be
/// told by the hour. Compute is one of days. Steps that are not over by the window's end are left
/// out.
public final class Board {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  /// Data that come later than this after their hour was read come too late for a whole day's
  /// silence to be doubted.
  private static final Duration LATE = Duration.ofHours(6);

  private final Side hours;
  private final Side days;
  private final Map<String, Double> budgets;

  /// What is gathered in steps of one length.
  private static final class Side {
    final Steps steps;
    final Map<String, Reporter> reporters = new HashMap<>();
    final Map<Id, Lane> lanes = new HashMap<>();
    final Map<String, Watched> series = new TreeMap<>();

    Side(Steps steps) {
      this.steps = steps;
    }

    Reporter reporter(String source) {
      return reporters.computeIfAbsent(source, _ -> new Reporter(steps));
    }

    void settle(Map<String, Instant> watermarks) {
      reporters.forEach((source, reporter) -> {
        var read = watermarks.get(source);
        if (read != null) {
          reporter.settle(steps.of(read.minus(LATE).getEpochSecond()));
        }
      });
    }
  }

  private record Id(
      String source, String provider, String team, String key, String model, String endpoint) {}

  /// @param window what is looked at; its end is now
  /// @param budgets by series, per month
  public Board(TimeWindow window, Map<String, Double> budgets) {
    hours = new Side(Steps.in(window, HOUR));
    days = new Side(Steps.in(window, DAY));
    this.budgets = Map.copyOf(budgets);
  }

  /// Adds usage.
  public void add(String source, PricedBucket bucket) {
    boolean hourly = bucket.window().length().compareTo(HOUR) <= 0;
    var side = hourly ? hours : days;
    int step = side.steps.of(bucket.window().start().getEpochSecond());
    if (step < 0 || step >= side.steps.count()) {
      return;
    }
    var scope = bucket.scope();
    var id =
        new Id(
            source,
            scope.provider(),
            bucket.owner().team(),
            scope.apiKey(),
            scope.model(),
            scope.endpoint());
    side.reporter(source).tells(step);
    side.lanes
        .computeIfAbsent(id, i -> lane(side, i))
        .add(
            step,
            bucket.cost(),
            bucket.requests(),
            bucket.failed(),
            bucket.inputTokens(),
            bucket.outputTokens());
  }

  private static Lane lane(Side side, Id id) {
    return new Lane(
        side.reporter(id.source()),
        id.key(),
        id.provider() + "/" + id.model(),
        id.endpoint(),
        side.steps);
  }

  /// Adds a day of a namespace's compute.
  public void add(LocalDate day, String cluster, String namespace, double cost) {
    int step = days.steps.of(day.atStartOfDay(ZoneOffset.UTC).toEpochSecond());
    if (step < 0 || step >= days.steps.count()) {
      return;
    }
    var source = "compute " + cluster;
    var id = new Id(source, "", "", "", namespace, "");
    days.reporter(source).tells(step);
    days.lanes
        .computeIfAbsent(id, _ -> new Lane(days.reporter(source), "", "", "", days.steps))
        .add(step, cost, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
  }

  /// The series, by name.
  ///
  /// @param watermarks how far each source has been read
  public List<Watched> series(Map<String, Instant> watermarks) {
    for (var side : List.of(hours, days)) {
      side.settle(watermarks);
      side.lanes.forEach((id, lane) -> join(side, id, lane));
    }
    return Stream.concat(
            hours.series.values().stream(),
            days.series.values().stream().filter(s -> !hours.series.containsKey(s.name())))
        .toList();
  }

  private void join(Side side, Id id, Lane lane) {
    if (id.source().startsWith("compute ")) {
      var cluster = id.source().substring("compute ".length());
      put(side, Watched.Kind.NAMESPACE, "compute namespace/" + cluster + "/" + id.model(), lane);
      return;
    }
    put(side, Watched.Kind.TOTAL, "llm total", lane);
    put(side, Watched.Kind.PROVIDER, "llm provider/" + id.provider(), lane);
    put(side, Watched.Kind.TEAM, "llm team/" + id.team(), lane);
    put(side, Watched.Kind.MODEL, "llm model/" + id.provider() + "/" + id.model(), lane);
    if (!id.key().isEmpty()) {
      put(side, Watched.Kind.KEY, "llm key/" + id.key(), lane);
    }
  }

  private void put(Side side, Watched.Kind kind, String name, Lane lane) {
    double budget = budgets.getOrDefault(name, Double.NaN);
    side.series
        .computeIfAbsent(name, n -> new Watched(n, kind, side.steps, budget, lane))
        .add(lane);
  }
}
