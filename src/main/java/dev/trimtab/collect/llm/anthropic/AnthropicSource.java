package dev.trimtab.collect.llm.anthropic;

import dev.trimtab.collect.http.Http;
import dev.trimtab.collect.http.Pause;
import dev.trimtab.collect.llm.api.Buckets;
import dev.trimtab.collect.llm.api.Json;
import dev.trimtab.collect.llm.api.JsonApi;
import dev.trimtab.collect.llm.api.Listing;
import dev.trimtab.collect.llm.api.Login;
import dev.trimtab.collect.llm.api.Names;
import dev.trimtab.collect.llm.api.Organization;
import dev.trimtab.collect.llm.api.Paging;
import dev.trimtab.collect.llm.api.ProviderSettings;
import dev.trimtab.collect.llm.api.Rows;
import dev.trimtab.collect.llm.api.Weeks;
import dev.trimtab.model.Check;
import dev.trimtab.model.FactSink;
import dev.trimtab.model.Problem;
import dev.trimtab.model.Source;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.llm.ProviderCost;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.units.TimeWindow;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Token usage by the hour and costs by the day from Anthropic's organization reports.
public final class AnthropicSource implements Source {
  private static final String ROOT = "/v1/organizations";
  private static final String API_VERSION = "2023-06-01";

  /// Without it the report is not told by speed.
  private static final String FAST_MODE = "fast-mode-2026-02-01";

  private static final String KEY =
      "an admin key of the organization (sk-ant-admin…), not a workspace's key: set adminKey of this entry of llm.providers";

  /// All that a token's price or its owner depends on; how long a cache lasts is told by counters.
  private static final List<String> GROUPS =
      List.of(
          "api_key_id", "workspace_id", "model", "service_tier", "context_window", "inference_geo");

  private static final Map.Entry<String, String> LIMIT = Map.entry("limit", "1000");
  private static final Paging AFTER = Paging.after("after_id");

  private final ProviderSettings settings;
  private final JsonApi api;

  /// The same, with the beta that usage by speed takes. Nothing else is asked of it, and so nothing
  /// else is refused with it.
  private final JsonApi beta;

  /// Until the API refuses to tell usage by speed, as it may when the beta of fast mode ends; asked
  /// anew each time.
  private volatile boolean bySpeed = true;

  public AnthropicSource(ProviderSettings settings, Http http, Pause pause) {
    this.settings = settings;
    this.api = new JsonApi(name(), settings.url(), http, Login.headers(this::signed, KEY), pause);
    var early = Login.headers(request -> signed(request).header("anthropic-beta", FAST_MODE), KEY);
    this.beta = new JsonApi(name(), settings.url(), http, early, pause);
  }

  private HttpRequest.Builder signed(HttpRequest.Builder request) {
    return request
        .header("x-api-key", settings.adminKey())
        .header("anthropic-version", API_VERSION);
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
    bySpeed = true;
    var organization = new Organization(name(), sink, () -> "", settings.name());
    learn(organization, sink);
    var names = names(sink);
    new Weeks(
            name(),
            AnthropicPages.PROVIDER,
            hours -> names.on(usage(hours, Weeks.HOURS)),
            this::costs,
            organization)
        .collect(window, sink);
    if (!bySpeed) {
      sink.problem(
          new Problem(
              name(),
              "speed",
              "no-speed",
              "the usage report is refused by speed (400 for the beta %s). What ran in fast mode is priced as standard, and the rest of its price stands in the reconciliation"
                  .formatted(FAST_MODE)));
    }
  }

  private List<ProviderUsage> usage(TimeWindow window, int limit) throws SourceUnavailable {
    var found = new Rows<ProviderUsage>(u -> List.of(u.scope(), u.window()));
    var query = new ArrayList<>(span(window, limit));
    query.add(Map.entry("bucket_width", "1h"));
    GROUPS.forEach(group -> query.add(Map.entry("group_by[]", group)));
    var path = ROOT + "/usage_report/messages";
    JsonApi.PageHandler page = told -> found.page(AnthropicPages.usage(told));
    if (bySpeed) {
      var speeds = new ArrayList<>(query);
      speeds.add(Map.entry("group_by[]", "speed"));
      bySpeed = beta.pagesIfUnderstood(path, speeds, Paging.CURSOR, page);
    }
    if (!bySpeed) {
      api.pages(path, query, Paging.CURSOR, page);
    }
    return found.within(window, ProviderUsage::window);
  }

  private List<ProviderCost> costs(TimeWindow window) throws SourceUnavailable {
    var found = new Rows<ProviderCost>(c -> List.of(c.project(), c.lineItem(), c.window()));
    var query = new ArrayList<>(span(window, Weeks.DAYS));
    query.add(Map.entry("group_by[]", "workspace_id"));
    query.add(Map.entry("group_by[]", "description"));
    api.pages(
        ROOT + "/cost_report",
        query,
        Paging.CURSOR,
        page -> found.page(AnthropicPages.costs(page)));
    return found.within(window, ProviderCost::window);
  }

  /// The organization's id; not to have it costs no tokens.
  private void learn(Organization organization, FactSink sink) {
    try {
      api.find(ROOT + "/me").ifPresent(me -> organization.told(Json.text(me, "id")));
    } catch (SourceUnavailable e) {
      if (!organization.isKnown()) {
        sink.problem(
            new Problem(
                name(),
                ROOT + "/me",
                "no-organization",
                "%s. Until it tells its id, the organization goes by the name \"%s\" of llm.providers"
                    .formatted(e.getMessage(), settings.name())));
      }
    }
  }

  /// Names of workspaces and keys; of earlier nights where they cannot be listed.
  private Names names(FactSink sink) {
    var listing = new Listing(name(), sink);
    var archived = Map.entry("include_archived", "true");
    return new Names(
        listing.of(
            "project",
            ROOT + "/workspaces",
            () -> api.names(ROOT + "/workspaces", List.of(LIMIT, archived), AFTER)),
        listing.of(
            "key", ROOT + "/api_keys", () -> api.names(ROOT + "/api_keys", List.of(LIMIT), AFTER)));
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
            TimeWindow.ending(Instant.EPOCH.plus(Duration.ofDays(20_000)), Duration.ofHours(1)));
    return settings.check(
        name(),
        () -> {
          usage(hour, 1);
          costs(Buckets.days(TimeWindow.ending(hour.end(), Duration.ofDays(1))));
          return "usage and costs can be read";
        });
  }
}
