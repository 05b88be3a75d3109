package dev.trimtab.collect.llm.openai;

import dev.trimtab.collect.http.Http;
import dev.trimtab.collect.http.Pause;
import dev.trimtab.collect.llm.api.Buckets;
import dev.trimtab.collect.llm.api.JsonApi;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Usage of every kind by the hour and costs by the day from OpenAI's organization API.
public final class OpenAiSource implements Source {
  static final String KEY =
      "an admin key of the organization (sk-admin-…), not a project's key: set adminKey of this entry of llm.providers";

  /// Names the organization in every answer.
  private static final String ORGANIZATION = "openai-organization";

  private final ProviderSettings settings;
  private final JsonApi api;

  public OpenAiSource(ProviderSettings settings, Http http, Pause pause) {
    this.settings = settings;
    this.api = new JsonApi(name(), settings.url(), http, settings.bearer(KEY), pause);
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
    var missing = new TreeSet<OpenAiReport>();
    var directory = new OpenAiDirectory(name(), api, sink);
    new Weeks(
            name(),
            OpenAiPages.PROVIDER,
            hours -> named(usage(hours, Weeks.HOURS, missing), directory),
            this::costs,
            new Organization(name(), sink, () -> api.header(ORGANIZATION), settings.name()))
        .collect(window, sink);
    if (!missing.isEmpty()) {
      sink.problem(notOffered(missing));
    }
  }

  private List<ProviderUsage> usage(TimeWindow hours, int limit, Set<OpenAiReport> missing)
      throws SourceUnavailable {
    var found = new Rows<ProviderUsage>(u -> List.of(u.scope(), u.window()));
    for (var report : OpenAiReport.values()) {
      if (missing.contains(report)) {
        continue;
      }
      var query = new ArrayList<>(span(hours, "1h", limit));
      report.groups().forEach(group -> query.add(Map.entry("group_by", group)));
      if (report == OpenAiReport.COMPLETIONS) {
        api.pages(report.path(), query, Paging.CURSOR, page -> found.page(OpenAiPages.usage(page)));
      } else if (!api.pagesIfOffered(
          report.path(), query, Paging.CURSOR, page -> found.page(OpenAiPages.usage(page)))) {
        missing.add(report);
      }
    }
    return found.within(hours, ProviderUsage::window);
  }

  /// Usage with the names of its projects and keys; with ids alone where they cannot be listed.
  private static List<ProviderUsage> named(List<ProviderUsage> usage, OpenAiDirectory directory) {
    var projects =
        usage.stream()
            .map(u -> u.scope().project())
            .filter(project -> !project.isEmpty())
            .collect(Collectors.toCollection(TreeSet::new));
    return directory.names(projects).on(usage);
  }

  private List<ProviderCost> costs(TimeWindow days) throws SourceUnavailable {
    var found =
        new Rows<ProviderCost>(
            c -> List.of(c.organization(), c.project(), c.lineItem(), c.window()));
    var query = new ArrayList<>(span(days, "1d", Weeks.DAYS));
    query.add(Map.entry("group_by", "project_id"));
    query.add(Map.entry("group_by", "line_item"));
    api.pages(
        "/v1/organization/costs",
        query,
        Paging.CURSOR,
        page -> found.page(OpenAiPages.costs(page)));
    return found.within(days, ProviderCost::window);
  }

  private static List<Map.Entry<String, String>> span(TimeWindow window, String bucket, int limit) {
    return List.of(
        Map.entry("start_time", Long.toString(window.start().getEpochSecond())),
        Map.entry("end_time", Long.toString(window.end().getEpochSecond())),
        Map.entry("bucket_width", bucket),
        Map.entry("limit", Integer.toString(limit)));
  }

  private Problem notOffered(Set<OpenAiReport> missing) {
    return new Problem(
        name(),
        missing.stream().map(OpenAiReport::path).collect(Collectors.joining(", ")),
        "not-offered",
        "%s has no such reports (404): what they would tell is in no total. Maybe it is a gateway, or an older one?"
            .formatted(settings.url()));
  }

  @Override
  public List<Check> check() {
    var hour =
        Buckets.hours(
            TimeWindow.ending(Instant.EPOCH.plus(Duration.ofDays(20_000)), Duration.ofHours(1)));
    return settings.check(
        name(),
        () -> {
          var missing = new TreeSet<OpenAiReport>();
          usage(hour, 1, missing);
          costs(Buckets.days(TimeWindow.ending(hour.end(), Duration.ofDays(1))));
          return "usage and costs can be read"
              + (missing.isEmpty()
                  ? ""
                  : ", but for " + missing.size() + " reports it does not have");
        });
  }
}
