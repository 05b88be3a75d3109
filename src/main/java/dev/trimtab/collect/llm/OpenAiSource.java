package dev.trimtab.collect.llm;

import dev.trimtab.collect.http.Http;
import dev.trimtab.collect.http.Pause;
import dev.trimtab.model.Check;
import dev.trimtab.model.Fact;
import dev.trimtab.model.FactSink;
import dev.trimtab.model.Source;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.llm.ProviderCost;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.units.TimeWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Token usage by the hour and costs by the day from OpenAI's organization API.
public final class OpenAiSource implements Source {
  /// Most buckets that one request may ask for, of an hour and of a day.
  private static final int HOURS = 168;

  private static final int DAYS = 31;

  private final ProviderSettings settings;
  private final JsonApi api;

  public OpenAiSource(ProviderSettings settings, Http http, Pause pause) {
    this.settings = settings;
    this.api =
        new JsonApi(
            name(),
            settings.url(),
            http,
            request -> request.header("Authorization", "Bearer " + settings.adminKey()),
            "an admin key of the organization (sk-admin-…), not a project's key",
            pause);
  }

  @Override
  public String name() {
    return OpenAiPages.PROVIDER + "/" + settings.name();
  }

  @Override
  public Reach reach() {
    return settings.reach();
  }

  @Override
  public void collect(TimeWindow window, FactSink sink) throws SourceUnavailable {
    var hours = Buckets.hours(window);
    for (var from = hours.start();
        from.isBefore(hours.end());
        from = from.plus(Duration.ofHours(HOURS))) {
      var chunk = Buckets.chunk(hours, from, Duration.ofHours(HOURS));
      sink.accept(new Fact.LlmUsage(name(), OpenAiPages.PROVIDER, chunk, usage(chunk, HOURS)));
    }
    var days = Buckets.days(window);
    for (var from = days.start();
        from.isBefore(days.end());
        from = from.plus(Duration.ofDays(DAYS))) {
      var chunk = Buckets.chunk(days, from, Duration.ofDays(DAYS));
      sink.accept(new Fact.LlmCosts(name(), OpenAiPages.PROVIDER, chunk, costs(chunk)));
    }
    // costs come by the day, so that usage may be further: both are complete through the earlier
    sink.completeThrough(days.end().isBefore(hours.end()) ? days.end() : hours.end());
  }

  private List<ProviderUsage> usage(TimeWindow window, int limit) throws SourceUnavailable {
    var found = new Rows<ProviderUsage>(u -> List.of(u.scope(), u.window()));
    var query = new ArrayList<>(span(window, "1h", limit));
    for (var group :
        List.of("project_id", "user_id", "api_key_id", "model", "batch", "service_tier")) {
      query.add(Map.entry("group_by", group));
    }
    api.pages(
        "/v1/organization/usage/completions", query, page -> found.page(OpenAiPages.usage(page)));
    return found.within(window, ProviderUsage::window);
  }

  private List<ProviderCost> costs(TimeWindow window) throws SourceUnavailable {
    var found = new Rows<ProviderCost>(c -> List.of(c.project(), c.lineItem(), c.window()));
    var query = new ArrayList<>(span(window, "1d", DAYS));
    query.add(Map.entry("group_by", "project_id"));
    query.add(Map.entry("group_by", "line_item"));
    api.pages("/v1/organization/costs", query, page -> found.page(OpenAiPages.costs(page)));
    return found.within(window, ProviderCost::window);
  }

  private static List<Map.Entry<String, String>> span(TimeWindow window, String bucket, int limit) {
    return List.of(
        Map.entry("start_time", Long.toString(window.start().getEpochSecond())),
        Map.entry("end_time", Long.toString(window.end().getEpochSecond())),
        Map.entry("bucket_width", bucket),
        Map.entry("limit", Integer.toString(limit)));
  }

  @Override
  public List<Check> check() {
    var hour =
        Buckets.hours(
            TimeWindow.ending(
                java.time.Instant.EPOCH.plus(Duration.ofDays(20_000)), Duration.ofHours(1)));
    try {
      usage(hour, 1);
      costs(Buckets.days(TimeWindow.ending(hour.end(), Duration.ofDays(1))));
      return List.of(Check.ok(name(), "usage and costs can be read"));
    } catch (SourceUnavailable e) {
      return List.of(
          Check.failed(
              name(),
              String.valueOf(e.getMessage()),
              "check the key, and that " + settings.url() + " can be reached"));
    }
  }
}
