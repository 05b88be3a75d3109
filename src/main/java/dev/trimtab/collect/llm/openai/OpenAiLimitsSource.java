package dev.trimtab.collect.llm.openai;

import dev.trimtab.collect.http.Http;
import dev.trimtab.collect.http.Pause;
import dev.trimtab.collect.llm.api.Json;
import dev.trimtab.collect.llm.api.JsonApi;
import dev.trimtab.collect.llm.api.Paging;
import dev.trimtab.collect.llm.api.ProviderSettings;
import dev.trimtab.model.Check;
import dev.trimtab.model.FactSink;
import dev.trimtab.model.Problem;
import dev.trimtab.model.Source;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.units.TimeWindow;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds projects in which nothing would stop a runaway: neither a spend limit of their own nor one
/// of the organization is enforced.
public final class OpenAiLimitsSource implements Source {
  private static final String ORGANIZATION = "/v1/organization";
  private static final String LIMIT = "/spend_limit";
  private static final Map.Entry<String, String> ONE = Map.entry("limit", "1");

  private final ProviderSettings settings;
  private final JsonApi api;

  public OpenAiLimitsSource(ProviderSettings settings, Http http, Pause pause) {
    this.settings = settings;
    this.api = new JsonApi(name(), settings.url(), http, settings.bearer(OpenAiSource.KEY), pause);
  }

  @Override
  public String name() {
    return "spend-limits/" + settings.name();
  }

  /// Limits are read as they are now, whatever the window.
  @Override
  public Reach reach() {
    return new Reach(Duration.ZERO, Duration.ZERO);
  }

  @Override
  public void collect(TimeWindow window, FactSink sink) throws SourceUnavailable {
    var projects = OpenAiDirectory.projects(api, false);
    var unread = whyUnread(projects.keySet());
    if (unread.isPresent()) {
      sink.problem(unread.get());
    } else {
      boolean capped = isLimited(ORGANIZATION);
      for (var project : projects.entrySet()) {
        var path = path(project.getKey());
        if (!isLimited(path) && isThere(path)) {
          sink.problem(unlimited(project.getKey(), project.getValue(), capped, hasAlert(path)));
        }
      }
    }
    sink.completeThrough(window.end());
  }

  private static String path(String project) {
    return OpenAiDirectory.PROJECTS + "/" + project;
  }

  /// Why nothing is known of limits. Who has no limit and an API without limits both answer 404:
  /// the latter says that it knows no such URL, wherever it is asked.
  private Optional<Problem> whyUnread(Collection<String> projects) throws SourceUnavailable {
    var paths =
        Stream.concat(Stream.of(ORGANIZATION), projects.stream().map(OpenAiLimitsSource::path))
            .toList();
    for (var path : paths) {
      switch (api.probe(path + LIMIT)) {
        case FOUND, NONE -> {
          return Optional.empty();
        }
        case FORBIDDEN -> {
          return Optional.of(
              unread(
                  "the key may not read spend limits (403): whether a project would be stopped is not known. Give it the permission to read limits, or use an owner's admin key ("
                      + OpenAiSource.KEY
                      + ")"));
        }
        case NOT_OFFERED -> {}
      }
    }
    return Optional.of(
        unread(
            "%s offers this organization no spend limits (404): whether a project would be stopped is not known. Look in OpenAI's console under Limits, and set budgets there"
                .formatted(settings.url())));
  }

  private Problem unread(String message) {
    return new Problem(name(), ORGANIZATION + LIMIT, "limits-unknown", message);
  }

  private boolean isLimited(String path) throws SourceUnavailable {
    return api.find(path + LIMIT)
        .filter(limit -> limit.path("threshold_amount").isNumber())
        .isPresent();
  }

  /// A project may be archived after it was listed: then it has no limit, and needs none.
  private boolean isThere(String path) throws SourceUnavailable {
    return api.find(path)
        .filter(project -> !Json.text(project, "status").equals("archived"))
        .isPresent();
  }

  private boolean hasAlert(String path) throws SourceUnavailable {
    var found = new boolean[1];
    api.pagesIfOffered(
        path + "/spend_alerts",
        List.of(ONE),
        Paging.NONE,
        page -> found[0] = !page.path("data").isEmpty());
    return found[0];
  }

  private Problem unlimited(String id, String name, boolean capped, boolean alert) {
    return new Problem(
        name(),
        id,
        "no-spend-limit",
        "project \"%s\" (%s) has no spend limit%s%s. Set one in OpenAI's console under the project's limits, or by POST %s/%s/spend_limit"
            .formatted(
                name,
                id,
                alert ? " (but a spend alert)" : " and no spend alert",
                capped
                    ? ": a runaway there uses up the whole organization's limit"
                    : ", and the organization has none either: nothing would stop a runaway there",
                OpenAiDirectory.PROJECTS,
                id));
  }

  @Override
  public List<Check> check() {
    return settings.check(
        name(),
        () ->
            "spend limits of %d projects can be read"
                .formatted(OpenAiDirectory.projects(api, false).size()));
  }
}
