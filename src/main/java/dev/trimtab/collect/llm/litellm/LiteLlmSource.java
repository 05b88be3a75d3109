package dev.trimtab.collect.llm.litellm;

import dev.trimtab.collect.http.Http;
import dev.trimtab.collect.http.Pause;
import dev.trimtab.collect.llm.api.Buckets;
import dev.trimtab.collect.llm.api.Json;
import dev.trimtab.collect.llm.api.JsonApi;
import dev.trimtab.collect.llm.api.Paging;
import dev.trimtab.collect.llm.api.ProviderSettings;
import dev.trimtab.model.Check;
import dev.trimtab.model.Fact;
import dev.trimtab.model.FactSink;
import dev.trimtab.model.Source;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.units.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// What passed through a LiteLLM gateway, from its API: call by call and summed up by the hour, or
/// by the day where it keeps no log or a long one. Its spend is its own estimate and is not read.
public final class LiteLlmSource implements Source {
  private static final String LOGS = "/spend/logs/v2";
  private static final String DAILY = "/user/daily/activity";
  private static final String KEY =
      "the proxy's master key or an admin's: set adminKey of this entry of llm.providers";
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC);

  private final ProviderSettings settings;
  private final boolean hourly;
  private final JsonApi api;

  /// @param hourly false reads the daily sums: for gateways without a log, or with more than
  ///   200,000 calls a day
  public LiteLlmSource(ProviderSettings settings, boolean hourly, Http http, Pause pause) {
    this.settings = settings;
    this.hourly = hourly;
    this.api = new JsonApi(name(), settings.url(), http, settings.bearer(KEY), pause);
  }

  @Override
  public String name() {
    return "litellm/" + settings.name();
  }

  @Override
  public Reach reach() {
    return settings.reach();
  }

  /// A day at a time, each committed before the next is asked for.
  @Override
  public void collect(TimeWindow window, FactSink sink) throws SourceUnavailable {
    for (var day : days(window, hourly)) {
      sink.accept(new Fact.LlmUsage(name(), "", day, hourly ? logs(day) : daily(day)));
      sink.completeThrough(day.end());
    }
  }

  static List<TimeWindow> days(TimeWindow window, boolean hourly) {
    var from = window.start().truncatedTo(ChronoUnit.DAYS);
    var fromMidnight = new TimeWindow(from, window.end());
    return Buckets.chunks(
        hourly ? Buckets.hours(fromMidnight) : Buckets.days(fromMidnight), Duration.ofDays(1));
  }

  private List<ProviderUsage> logs(TimeWindow window) throws SourceUnavailable {
    var rows = new GatewayRows();
    // rows move to other pages while new ones come in: each call counts once, by its id
    var seen = new HashSet<String>();
    api.pages(
        LOGS,
        logQuery(window, 100),
        Paging.numbered(page -> page),
        page -> {
          for (var log : page.path("data")) {
            var usage = SpendLog.usage(log);
            if (seen.add(Json.text(log, "request_id")) && window.contains(usage.window().start())) {
              rows.add(usage);
            }
          }
        });
    return rows.usage();
  }

  private static List<Map.Entry<String, String>> logQuery(TimeWindow window, int size) {
    return List.of(
        Map.entry("start_date", SECONDS.format(window.start())),
        Map.entry("end_date", SECONDS.format(window.end())),
        Map.entry("sort_by", "startTime"),
        Map.entry("sort_order", "asc"),
        Map.entry("page_size", Integer.toString(size)));
  }

  private List<ProviderUsage> daily(TimeWindow day) throws SourceUnavailable {
    var models = new TreeSet<String>();
    activity(day, "", page -> models.addAll(DailyActivity.models(page)));
    var rows = new GatewayRows();
    for (var model : models) {
      activity(day, model, page -> DailyActivity.usage(page, model).forEach(rows::add));
    }
    return rows.usage().stream().filter(u -> u.window().equals(day)).toList();
  }

  private void activity(TimeWindow day, String model, JsonApi.PageHandler handler)
      throws SourceUnavailable {
    // both ends are included
    var date = DAY.format(day.start());
    var query = new ArrayList<Map.Entry<String, String>>();
    query.add(Map.entry("start_date", date));
    query.add(Map.entry("end_date", date));
    query.add(Map.entry("page_size", "1000"));
    if (!model.isEmpty()) {
      query.add(Map.entry("model", model));
    }
    api.pages(DAILY, query, Paging.numbered(page -> page.path("metadata")), handler);
  }

  @Override
  public List<Check> check() {
    var hour = TimeWindow.ending(Instant.EPOCH.plus(Duration.ofDays(20_000)), Duration.ofHours(1));
    return settings.check(
        name(),
        () -> {
          if (hourly) {
            api.pages(LOGS, logQuery(hour, 1), Paging.NONE, LiteLlmSource::ignore);
            return "the spend log can be read";
          }
          activity(
              Buckets.days(TimeWindow.ending(hour.end(), Duration.ofDays(1))),
              "",
              LiteLlmSource::ignore);
          return "daily activity can be read";
        });
  }

  private static void ignore(JsonNode page) {}
}
