package dev.trimtab.collect.llm;

import dev.trimtab.collect.csv.BadRow;
import dev.trimtab.collect.csv.CsvFile;
import dev.trimtab.collect.csv.CsvRow;
import dev.trimtab.model.Fact;
import dev.trimtab.model.FactSink;
import dev.trimtab.model.Problem;
import dev.trimtab.model.Source;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.llm.LlmScope;
import dev.trimtab.model.llm.ProviderCost;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.units.TimeWindow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Saved response bodies of the usage and cost APIs, and token CSV files; a file, or a folder of
/// them.
public final class LlmFilesSource implements Source {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final double MOST_BAD_ROWS = 0.01;
  private static final List<String> COUNTERS =
      List.of(
          "input_tokens",
          "input_cached_tokens",
          "input_cache_write_tokens",
          "output_tokens",
          "num_model_requests");

  private final Path path;

  public LlmFilesSource(Path path) {
    this.path = path;
  }

  @Override
  public String name() {
    return "llm-files/" + path.getFileName();
  }

  @Override
  public Reach reach() {
    return new Reach(Duration.ZERO, Duration.ZERO);
  }

  /// Loads everything that is there, whatever the window.
  @Override
  public void collect(TimeWindow window, FactSink sink) throws SourceUnavailable {
    var usage = new TreeMap<String, List<ProviderUsage>>();
    var costs = new TreeMap<String, List<ProviderCost>>();
    for (var file : files()) {
      var name = file.getFileName().toString();
      if (name.endsWith(".csv") || name.endsWith(".csv.gz")) {
        csv(file, usage, sink);
      } else if (name.endsWith(".json")) {
        json(file, usage, costs, sink);
      }
    }
    usage.forEach((provider, rows) ->
        sink.accept(
            new Fact.LlmUsage(
                provider, span(rows.stream().map(ProviderUsage::window).toList()), rows)));
    costs.forEach((provider, rows) ->
        sink.accept(
            new Fact.LlmCosts(
                provider, span(rows.stream().map(ProviderCost::window).toList()), rows)));
    sink.completeThrough(window.end());
  }

  private List<Path> files() throws SourceUnavailable {
    try (var found = Files.walk(path)) {
      return found.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new SourceUnavailable(
          "%s: cannot read %s: %s".formatted(name(), path, e.getMessage()), e);
    }
  }

  private void json(
      Path file,
      Map<String, List<ProviderUsage>> usage,
      Map<String, List<ProviderCost>> costs,
      FactSink sink)
      throws SourceUnavailable {
    JsonNode page;
    try {
      page = JSON.readTree(Files.readString(file));
    } catch (IOException | JacksonException e) {
      throw new SourceUnavailable(
          "%s: cannot read %s: %s".formatted(name(), file, e.getMessage()), e);
    }
    var first = page.path("data").path(0).path("results").path(0);
    var kind = OpenAiPages.text(first, "object");
    if (kind.equals("organization.usage.completions.result")) {
      usage
          .computeIfAbsent(OpenAiPages.PROVIDER, _ -> new ArrayList<>())
          .addAll(OpenAiPages.usage(page));
    } else if (kind.equals("organization.costs.result")) {
      costs
          .computeIfAbsent(OpenAiPages.PROVIDER, _ -> new ArrayList<>())
          .addAll(OpenAiPages.costs(page));
    } else if (first.has("uncached_input_tokens")) {
      usage
          .computeIfAbsent(AnthropicPages.PROVIDER, _ -> new ArrayList<>())
          .addAll(AnthropicPages.usage(page));
    } else if (first.has("amount") && page.path("data").path(0).has("starting_at")) {
      costs
          .computeIfAbsent(AnthropicPages.PROVIDER, _ -> new ArrayList<>())
          .addAll(AnthropicPages.costs(page));
    } else {
      sink.problem(
          new Problem(
              name(),
              file.getFileName().toString(),
              "unknown-shape",
              "%s is neither a usage nor a cost page that is read so far: it is left out"
                  .formatted(kind.isEmpty() ? "the file" : kind)));
    }
  }

  private void csv(Path file, Map<String, List<ProviderUsage>> usage, FactSink sink)
      throws SourceUnavailable {
    var rows = new HashMap<String, ProviderUsage>();
    var problems =
        new CsvFile(name(), file, MOST_BAD_ROWS)
            .read(
                List.of("provider", "model", "start", "end", "input_tokens", "output_tokens"),
                row -> {
                  var read = row(row);
                  rows.merge(read.scope() + "@" + read.window(), read, LlmFilesSource::plus);
                });
    problems.forEach(sink::problem);
    new TreeMap<>(rows)
        .values()
        .forEach(u -> usage.computeIfAbsent(u.scope().provider(), _ -> new ArrayList<>()).add(u));
  }

  private static ProviderUsage row(CsvRow row) throws BadRow {
    var tier = row.textOrEmpty("tier");
    var scope =
        new LlmScope(
            row.required("provider"),
            row.textOrEmpty("project"),
            row.textOrEmpty("api_key"),
            row.textOrEmpty("user"),
            row.required("model"),
            tier.isEmpty() ? "standard" : tier,
            row.textOrEmpty("context"));
    var start = row.instant("start");
    var end = row.instant("end");
    if (!end.isAfter(start)) {
      throw new BadRow("end before start", "end is %s, start %s".formatted(end, start));
    }
    var counters = new HashMap<String, Long>();
    for (var name : COUNTERS) {
      double value = row.nonNegative(name);
      if (!Double.isNaN(value)) {
        counters.put(name, (long) value);
      }
    }
    return new ProviderUsage(scope, new TimeWindow(start, end), counters);
  }

  private static ProviderUsage plus(ProviderUsage a, ProviderUsage b) {
    var sum = new HashMap<>(a.counters());
    b.counters().forEach((name, count) -> sum.merge(name, count, Math::addExact));
    return new ProviderUsage(a.scope(), a.window(), sum);
  }

  private static TimeWindow span(List<TimeWindow> windows) {
    var start =
        windows.stream().map(TimeWindow::start).min(Instant::compareTo).orElse(Instant.EPOCH);
    var end = windows.stream().map(TimeWindow::end).max(Instant::compareTo).orElse(Instant.EPOCH);
    return new TimeWindow(start, end);
  }
}
