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

/// Token usage by the hour and costs by the day from Anthropic's organization reports.
public final class AnthropicSource implements Source {
  private static final int HOURS = 168;
  private static final int DAYS = 31;
  private static final String API_VERSION = "2023-06-01";

  private final ProviderSettings settings;
  private final JsonApi api;

  public AnthropicSource(ProviderSettings settings, Http http, Pause pause) {
    this.settings = settings;
    this.api =
        new JsonApi(
            name(),
            settings.url(),
            http,
            request ->
                request
                    .header("x-api-key", settings.adminKey())
                    .header("anthropic-version", API_VERSION),
            "an admin key of the organization (sk-ant-admin…), not a workspace's key",
            pause);
  }

  @Override
  public String name() {
    return AnthropicPages.PROVIDER + "/" + settings.name();
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
      sink.accept(new Fact.LlmUsage(name(), AnthropicPages.PROVIDER, chunk, usage(chunk, HOURS)));
    }
    var days = Buckets.days(window);
    for (var from = days.start();
        from.isBefore(days.end());
        from = from.plus(Duration.ofDays(DAYS))) {
      var chunk = Buckets.chunk(days, from, Duration.ofDays(DAYS));
      sink.accept(new Fact.LlmCosts(name(), AnthropicPages.PROVIDER, chunk, costs(chunk)));
    }
    // costs come by the day, so that usage may be further: both are complete through the earlier
    sink.completeThrough(days.end().isBefore(hours.end()) ? days.end() : hours.end());
  }

  private List<ProviderUsage> usage(TimeWindow window, int limit) throws SourceUnavailable {
    var found = new Rows<ProviderUsage>(u -> List.of(u.scope(), u.window()));
    var query = new ArrayList<>(span(window, limit));
    query.add(Map.entry("bucket_width", "1h"));
    for (var group :
        List.of("api_key_id", "workspace_id", "model", "service_tier", "context_window")) {
      query.add(Map.entry("group_by[]", group));
    }
    api.pages(
        "/v1/organizations/usage_report/messages",
        query,
        page -> found.page(AnthropicPages.usage(page)));
    return found.within(window, ProviderUsage::window);
  }

  private List<ProviderCost> costs(TimeWindow window) throws SourceUnavailable {
    var found = new Rows<ProviderCost>(c -> List.of(c.project(), c.lineItem(), c.window()));
    var query = new ArrayList<>(span(window, DAYS));
    query.add(Map.entry("group_by[]", "workspace_id"));
    query.add(Map.entry("group_by[]", "description"));
    api.pages(
        "/v1/organizations/cost_report", query, page -> found.page(AnthropicPages.costs(page)));
    return found.within(window, ProviderCost::window);
  }

  private static List<Map.Entry<String, String>> span(TimeWindow window, int limit) {
    return List.of(
        Map.entry("starting_at", window.start().toString()),
        Map.entry("ending_at", window.end().toString()),
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
