package dev.trimtab.collect.prometheus;

import dev.trimtab.collect.http.Http;
import dev.trimtab.model.Check;
import dev.trimtab.model.Fact;
import dev.trimtab.model.FactSink;
import dev.trimtab.model.Problem;
import dev.trimtab.model.Source;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.cost.BusinessCount;
import dev.trimtab.units.TimeWindow;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/// How often something that the business counts happened on each whole UTC day.
public final class BusinessMetricSource implements Source {
  private static final Duration DAY = Duration.ofDays(1);

  private final BusinessMetric metric;
  private final PrometheusApi api;
  private final InstantSource clock;

  /// @param server where it is counted
  /// @param clock tells `check` what is recent
  public BusinessMetricSource(
      BusinessMetric metric, PrometheusSettings server, Http http, InstantSource clock) {
    this.metric = metric;
    this.api = new PrometheusApi(name(metric), server, http);
    this.clock = clock;
  }

  private static String name(BusinessMetric metric) {
    return "business-metric/" + metric.name();
  }

  @Override
  public String name() {
    return name(metric);
  }

  @Override
  public Reach reach() {
    return metric.reach();
  }

  /// A day without a value has no count: it is asked for again until a later one has one.
  @Override
  public void collect(TimeWindow window, FactSink sink) throws SourceUnavailable {
    var first = day(window.start());
    var end = day(window.end());
    if (!first.isBefore(end)) {
      return;
    }
    var days =
        new TimeWindow(
            first.atStartOfDay(ZoneOffset.UTC).toInstant(),
            end.atStartOfDay(ZoneOffset.UTC).toInstant());
    var counts = new DayCounts(name(), metric, sink);
    read(days, counts);
    var found = counts.found();
    if (found.isEmpty()) {
      sink.problem(
          new Problem(
              name(),
              metric.name(),
              "empty-result",
              "no count in %s. Maybe the metric is not scraped, or its query misspelt: %s"
                  .formatted(days, metric.query())));
      return;
    }
    sink.accept(new Fact.BusinessCounts(metric.name(), found));
    var last = found.stream().map(BusinessCount::day).max(LocalDate::compareTo).orElseThrow();
    sink.completeThrough(last.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  private void read(TimeWindow days, DayCounts counts) throws SourceUnavailable {
    try {
      tell(api.range(metric.query(), Grid.of(days, DAY), counts::restart), counts);
    } catch (TooMuch e) {
      oneByOne(days, counts);
    }
  }

  private void oneByOne(TimeWindow days, DayCounts counts) throws SourceUnavailable {
    counts.restart();
    for (var at = days.start(); at.isBefore(days.end()); at = at.plus(DAY)) {
      var day = new TimeWindow(at, at.plus(DAY));
      try {
        tell(api.range(metric.query(), Grid.of(day, DAY), () -> counts), counts);
      } catch (TooMuch e) {
        throw new SourceUnavailable(
            "%s: a single day is too much for the server: %s. Maybe aggregate it by a recording rule?"
                .formatted(name(), e.getMessage()),
            e);
      }
    }
  }

  private static void tell(AnswerReader.Answer answer, DayCounts counts) {
    answer.warnings().forEach(counts::warning);
  }

  private static LocalDate day(java.time.Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }

  @Override
  public List<Check> check() {
    var today = day(clock.instant()).atStartOfDay(ZoneOffset.UTC).toInstant();
    var found = new int[1];
    try {
      api.instant(
          metric.query(),
          today.getEpochSecond(),
          () -> {
            found[0] = 0;
            return _ -> (_, value) -> found[0] += Double.isNaN(value) ? 0 : 1;
          });
    } catch (SourceUnavailable | TooMuch e) {
      return List.of(
          Check.failed(
              name(), String.valueOf(e.getMessage()), "Try the query in Prometheus' own page"));
    }
    return List.of(
        found[0] > 0
            ? Check.ok(name(), "%,d series counted yesterday".formatted(found[0]))
            : Check.failed(
                name(),
                "no count for yesterday",
                "Try the query in Prometheus' own page: its value at midnight UTC is to be the day's count"));
  }
}
