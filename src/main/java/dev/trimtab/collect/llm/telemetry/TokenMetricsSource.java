package dev.trimtab.collect.llm.telemetry;

import dev.trimtab.collect.http.Http;
import dev.trimtab.collect.http.Pause;
import dev.trimtab.collect.llm.api.Buckets;
import dev.trimtab.collect.llm.api.JsonApi;
import dev.trimtab.collect.llm.api.Login;
import dev.trimtab.collect.llm.api.Paging;
import dev.trimtab.collect.llm.api.ProviderSettings;
import dev.trimtab.model.Check;
import dev.trimtab.model.Fact;
import dev.trimtab.model.FactSink;
import dev.trimtab.model.Source;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.llm.LlmScope;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.units.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Tokens by the hour from a Prometheus: vLLM's own counters, and what OpenTelemetry's GenAI
/// instrumentation of callers counts.
public final class TokenMetricsSource implements Source {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration WEEK = Duration.ofDays(7);
  private static final String RANGE = "/api/v1/query_range";

  private record Key(LlmScope scope, TimeWindow hour) {}

  private final ProviderSettings settings;
  private final JsonApi api;

  public TokenMetricsSource(ProviderSettings settings, Login login, Http http, Pause pause) {
    this.settings = settings;
    this.api = new JsonApi(name(), settings.url(), http, login, pause);
  }

  @Override
  public String name() {
    return "llm-metrics/" + settings.name();
  }

  @Override
  public Reach reach() {
    return settings.reach();
  }

  @Override
  public void collect(TimeWindow window, FactSink sink) throws SourceUnavailable {
    for (var week : Buckets.chunks(Buckets.hours(window), WEEK)) {
      sink.accept(new Fact.LlmUsage(name(), "", week, usage(week)));
      sink.completeThrough(week.end());
    }
  }

  private List<ProviderUsage> usage(TimeWindow week) throws SourceUnavailable {
    var sums = new LinkedHashMap<Key, Map<String, Long>>();
    for (var meter : Meter.ALL) {
      // a point tells of the hour that ends with it
      var query =
          List.of(
              Map.entry("query", meter.query()),
              Map.entry("start", Long.toString(week.start().plus(HOUR).getEpochSecond())),
              Map.entry("end", Long.toString(week.end().getEpochSecond())),
              Map.entry("step", Long.toString(HOUR.toSeconds())));
      api.pages(RANGE, query, Paging.NONE, page -> read(page, meter, sums));
    }
    // a counter of failures that did not grow is told by no point: none failed
    sums.values()
        .forEach(counters -> {
          if (counters.containsKey(ProviderUsage.REQUESTS)) {
            counters.putIfAbsent(ProviderUsage.FAILED_REQUESTS, 0L);
          }
        });
    return sums.entrySet().stream()
        .map(e -> new ProviderUsage(e.getKey().scope(), e.getKey().hour(), e.getValue()))
        .toList();
  }

  private static void read(JsonNode page, Meter meter, Map<Key, Map<String, Long>> into) {
    for (var series : page.path("data").path("result")) {
      var labels = series.path("metric");
      for (var point : series.path("values")) {
        long count = Math.round(point.path(1).asDouble(0));
        if (count > 0) {
          var end = Instant.ofEpochSecond((long) point.path(0).asDouble());
          var key = new Key(meter.scope(labels), TimeWindow.ending(end, HOUR));
          into.computeIfAbsent(key, _ -> new HashMap<>())
              .merge(meter.counter(labels), count, Math::addExact);
        }
      }
    }
  }

  @Override
  public List<Check> check() {
    return settings.check(
        name(),
        () -> {
          var found = new boolean[1];
          var query =
              List.of(
                  Map.entry(
                      "query",
                      "count({__name__=~\"vllm:prompt_tokens_total|gen_ai_client_token_usage_sum\"})"));
          api.pages(
              "/api/v1/query",
              query,
              Paging.NONE,
              page -> found[0] = !page.path("data").path("result").isEmpty());
          return found[0]
              ? "it has token metrics"
              : "it can be read, and has neither vLLM's nor OpenTelemetry's token metrics now";
        });
  }
}
