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
import dev.trimtab.model.Problem;
import dev.trimtab.model.Source;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.units.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Generations by the hour from Langfuse's metrics, by model, environment and trace name: a witness
/// that knows which feature asked, and not what it cost.
public final class LangfuseSource implements Source {
  private static final List<String> PATHS =
      List.of("/api/public/v2/metrics", "/api/public/metrics");
  private static final Duration HOUR = Duration.ofHours(1);

  /// Most rows of an answer. There are no pages: an answer this long is asked for in halves.
  private static final int MOST_ROWS = 1000;

  private final ProviderSettings settings;
  private final JsonApi api;

  public LangfuseSource(ProviderSettings settings, Login login, Http http, Pause pause) {
    this.settings = settings;
    this.api = new JsonApi(name(), settings.url(), http, login, pause);
  }

  @Override
  public String name() {
    return "langfuse/" + settings.name();
  }

  @Override
  public Reach reach() {
    return settings.reach();
  }

  @Override
  public void collect(TimeWindow window, FactSink sink) throws SourceUnavailable {
    for (var day : Buckets.chunks(Buckets.hours(window), Duration.ofDays(1))) {
      var usage = new ArrayList<ProviderUsage>();
      read(day, usage, sink);
      sink.accept(new Fact.LlmUsage(name(), "", day, usage));
      sink.completeThrough(day.end());
    }
  }

  private void read(TimeWindow window, List<ProviderUsage> into, FactSink sink)
      throws SourceUnavailable {
    var rows = rows(window);
    if (rows.size() < MOST_ROWS) {
      keep(rows, window, into);
      return;
    }
    long hours = window.length().toHours();
    if (hours <= 1) {
      sink.problem(
          new Problem(
              name(),
              window.toString(),
              "truncated",
              "Langfuse tells no more than %d rows of an hour: the rest of its attribution is missing"
                  .formatted(MOST_ROWS)));
      keep(rows, window, into);
      return;
    }
    var middle = window.start().plus(Duration.ofHours(hours / 2));
    read(new TimeWindow(window.start(), middle), into, sink);
    read(new TimeWindow(middle, window.end()), into, sink);
  }

  /// Langfuse counts what happened at the very end of the window, too: in the next window it is
  /// told again, with the rest of its hour.
  private static void keep(List<JsonNode> rows, TimeWindow window, List<ProviderUsage> into) {
    rows.stream()
        .map(LangfuseRows::generations)
        .filter(usage -> window.contains(usage.window().start()))
        .forEach(into::add);
  }

  /// From the second version of the API, or the first where a server has no other.
  private List<JsonNode> rows(TimeWindow window) throws SourceUnavailable {
    var rows = new ArrayList<JsonNode>();
    var query = List.of(Map.entry("query", query(window)));
    if (!api.pagesIfOffered(
        PATHS.getFirst(), query, Paging.NONE, page -> page.path("data").forEach(rows::add))) {
      api.pages(PATHS.getLast(), query, Paging.NONE, page -> page.path("data").forEach(rows::add));
    }
    return rows;
  }

  private static String query(TimeWindow window) {
    var query = JsonApi.JSON.createObjectNode().put("view", "observations");
    var dimensions = query.putArray("dimensions");
    List.of("providedModelName", "environment", "traceName", "level")
        .forEach(field -> dimensions.addObject().put("field", field));
    var metrics = query.putArray("metrics");
    List.of("inputTokens", "outputTokens")
        .forEach(m -> metrics.addObject().put("measure", m).put("aggregation", "sum"));
    metrics.addObject().put("measure", "count").put("aggregation", "count");
    var filter = query.putArray("filters").addObject().put("column", "type");
    filter
        .put("operator", "any of")
        .put("type", "stringOptions")
        .putArray("value")
        .add("GENERATION");
    query.putObject("timeDimension").put("granularity", "hour");
    query.put("fromTimestamp", window.start().toString());
    query.put("toTimestamp", window.end().toString());
    query.putObject("config").put("row_limit", MOST_ROWS);
    return query.toString();
  }

  @Override
  public List<Check> check() {
    return settings.check(
        name(),
        () -> {
          rows(TimeWindow.ending(Instant.EPOCH.plus(Duration.ofDays(20_000)), HOUR));
          return "metrics can be read";
        });
  }
}
