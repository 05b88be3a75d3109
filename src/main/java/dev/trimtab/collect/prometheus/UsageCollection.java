package dev.trimtab.collect.prometheus;

import dev.trimtab.collect.http.Http;
import dev.trimtab.model.FactSink;
import dev.trimtab.model.Problem;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.units.TimeWindow;
import java.time.Duration;
import java.time.Instant;

/// Reads a window chunk by chunk, smaller ones where the server finds them too heavy.
final class UsageCollection {
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final int SUCCESSES_TO_GROW = 4;
  private static final int FAILURES_TO_GIVE_UP = 3;

  private final String source;
  private final PrometheusSettings settings;
  private final Http http;
  private final FactSink sink;
  private final Queries queries;
  private final ChunkReader reader;
  private Chunk.Known known = new Chunk.Known(false, false, false);
  private boolean lastWasData;
  private boolean sawCpu;
  private int skippedInARow;

  UsageCollection(
      String source, PrometheusSettings settings, PrometheusApi api, Http http, FactSink sink) {
    this.source = source;
    this.settings = settings;
    this.http = http;
    this.sink = sink;
    this.queries = new Queries(settings.matcher(), settings.interval());
    this.reader = new ChunkReader(settings, api, new Refusals(source, sink));
  }

  void collect(TimeWindow window) throws SourceUnavailable {
    var planned = plan(window);
    var length = planned;
    int successes = 0;
    for (var at = window.start(); at.isBefore(window.end()); ) {
      var piece = new TimeWindow(at, min(at.plus(length), window.end()));
      lastWasData = false;
      try {
        read(piece, queries);
        successes++;
        if (successes % SUCCESSES_TO_GROW == 0) {
          length = length.compareTo(planned.dividedBy(2)) > 0 ? planned : length.multipliedBy(2);
        }
        at = piece.end();
      } catch (TooMuch e) {
        successes = 0;
        http.backOff(1);
        if (piece.length().compareTo(settings.interval()) > 0) {
          length = half(piece.length());
        } else {
          byNamespace(piece, e);
          at = piece.end();
        }
      }
      if (at.equals(piece.end()) && lastWasData) {
        sink.completeThrough(at);
      }
    }
    tellWhatIsMissing(window);
  }

  private void read(TimeWindow piece, Queries chosen) throws SourceUnavailable, TooMuch {
    var chunk = reader.read(piece, chosen, known);
    skippedInARow = 0;
    // an empty stretch may be late data: it is asked for again until something follows it
    lastWasData |= !chunk.isEmpty();
    sawCpu |= chunk.hasCpu();
    chunk.handOver(sink);
  }

  private void byNamespace(TimeWindow piece, TooMuch why) throws SourceUnavailable {
    try {
      var namespaces = reader.namespaces(queries, piece.end().getEpochSecond());
      if (namespaces.isEmpty()) {
        skip(piece, "all namespaces", why);
      }
      for (var namespace : namespaces) {
        try {
          read(piece, queries.inNamespace(namespace));
        } catch (TooMuch e) {
          skip(piece, namespace, e);
        }
      }
    } catch (TooMuch e) {
      throw new SourceUnavailable(
          "%s: it answers nothing for %s, however little is asked: %s"
              .formatted(source, piece, e.getMessage()),
          e);
    }
  }

  private void skip(TimeWindow piece, String namespace, TooMuch why) throws SourceUnavailable {
    skippedInARow++;
    if (skippedInARow >= FAILURES_TO_GIVE_UP) {
      throw new SourceUnavailable(
          "%s: gave up at %s after %d refused questions in a row: %s"
              .formatted(source, piece, skippedInARow, why.getMessage()),
          why);
    }
    sink.problem(
        new Problem(
            source,
            piece + " " + namespace,
            "chunk-skipped",
            "too heavy for the server even alone, left out: " + why.getMessage()));
  }

  /// As long as the answers stay within the points that one may have, whole intervals, up to a day.
  private Duration plan(TimeWindow window) throws SourceUnavailable {
    long end = window.end().getEpochSecond();
    try {
      long containers = Math.max(1, reader.count(queries.countOfContainers(), end));
      boolean states = reader.count(queries.count("kube_pod_owner"), end) > 0;
      known =
          new Chunk.Known(
              reader.count(queries.present("container_cpu_cfs_periods_total"), end) > 0,
              states || reader.count(queries.present("container_oom_events_total"), end) > 0,
              states);
      long intervals =
          Math.clamp(
              settings.mostPoints() / containers,
              1,
              Math.max(1, LONGEST.dividedBy(settings.interval())));
      return settings.interval().multipliedBy(intervals);
    } catch (TooMuch e) {
      throw new SourceUnavailable(
          source + ": it cannot even count its series: " + e.getMessage(), e);
    }
  }

  private void tellWhatIsMissing(TimeWindow window) {
    if (!sawCpu) {
      sink.problem(
          new Problem(
              source,
              "container_cpu_usage_seconds_total",
              "empty-result",
              "Prometheus has no container_cpu_usage_seconds_total in %s. Maybe the label matcher {%s} fits nothing, the kubelet's cAdvisor is not scraped, or the tenant is another?"
                  .formatted(window, settings.matcher())));
    }
  }

  private Duration half(Duration length) {
    long intervals = Math.max(1, length.dividedBy(settings.interval()) / 2);
    return settings.interval().multipliedBy(intervals);
  }

  private static Instant min(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
