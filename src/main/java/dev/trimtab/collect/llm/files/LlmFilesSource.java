package dev.trimtab.collect.llm.files;

import dev.trimtab.collect.llm.BedrockInvocations;
import dev.trimtab.collect.llm.anthropic.AnthropicPages;
import dev.trimtab.collect.llm.api.Json;
import dev.trimtab.collect.llm.api.JsonApi;
import dev.trimtab.collect.llm.api.Rows;
import dev.trimtab.collect.llm.openai.OpenAiPages;
import dev.trimtab.model.Fact;
import dev.trimtab.model.FactSink;
import dev.trimtab.model.Problem;
import dev.trimtab.model.Source;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.llm.ProviderCost;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.units.TimeWindow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Saved response bodies of the usage and cost APIs, token CSV files, Azure's cost exports,
/// Google's billing exports and Bedrock's invocation logs; a file, or a folder of them.
public final class LlmFilesSource implements Source {
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
    var usage = new Rows<ProviderUsage>(u -> List.of(u.scope(), u.window()));
    var costs =
        new Rows<ProviderCost>(
            c -> List.of(c.provider(), c.organization(), c.project(), c.lineItem(), c.window()));
    var found =
        new Found(
            name(), usage, costs, new Exports(), new BedrockInvocations(), new SavedPages(), sink);
    for (var file : files()) {
      var name = file.getFileName().toString();
      if (name.endsWith(".csv") || name.endsWith(".csv.gz")) {
        csv(file, found);
      } else if (JsonLines.isNamedSo(name)) {
        JsonLines.read(file, export(file), found);
      } else if (name.endsWith(".json")) {
        json(file, found);
      }
    }
    costs.page(found.exports().costs());
    var all = new ArrayList<>(usage.all());
    all.addAll(found.invocations().usage());
    all.addAll(found.saved().usage());
    byProvider(all, u -> u.scope().provider())
        .forEach((provider, rows) ->
            sink.accept(
                new Fact.LlmUsage(name(), provider, span(rows, ProviderUsage::window), rows)));
    byProvider(costs.all(), ProviderCost::provider)
        .forEach((provider, rows) ->
            sink.accept(
                new Fact.LlmCosts(name(), provider, span(rows, ProviderCost::window), rows)));
    sink.completeThrough(window.end());
  }

  private static <T> Map<String, List<T>> byProvider(List<T> rows, Function<T, String> provider) {
    return rows.stream()
        .collect(Collectors.groupingBy(provider, TreeMap::new, Collectors.toList()));
  }

  private List<Path> files() throws SourceUnavailable {
    try (var found = Files.walk(path)) {
      return found.filter(Files::isRegularFile).sorted(ExportFile.ORDER).toList();
    } catch (IOException e) {
      throw new SourceUnavailable(
          "%s: cannot read %s: %s".formatted(name(), path, e.getMessage()), e);
    }
  }

  private void csv(Path file, Found found) throws SourceUnavailable {
    var header = firstLine(file);
    if (AzureCostCsv.isHeader(header)) {
      AzureCostCsv.read(file, export(file), found);
    } else if (GoogleCsv.isHeader(header)) {
      GoogleCsv.read(file, export(file), found);
    } else {
      new TokenCsv(name(), file).read(found.usage(), found.costs(), found.sink());
    }
  }

  private ExportFile export(Path file) throws SourceUnavailable {
    try {
      return ExportFile.of(file);
    } catch (IOException e) {
      throw new SourceUnavailable(
          "%s: cannot read %s: %s".formatted(name(), file, e.getMessage()), e);
    }
  }

  private String firstLine(Path file) throws SourceUnavailable {
    try (var in = JsonLines.open(file)) {
      var line = in.readLine();
      return line == null ? "" : line;
    } catch (IOException e) {
      throw new SourceUnavailable(
          "%s: cannot read %s: %s".formatted(name(), file, e.getMessage()), e);
    }
  }

  private void json(Path file, Found found) throws SourceUnavailable {
    var usage = found.usage();
    var costs = found.costs();
    try {
      var page = JsonApi.JSON.readTree(Files.readString(file));
      var first = firstResult(page);
      var kind = Json.text(first, "object");
      if (OpenAiPages.isUsage(first)) {
        usage.page(OpenAiPages.usage(page));
      } else if (kind.equals("organization.costs.result")) {
        costs.page(OpenAiPages.costs(page));
      } else if (AnthropicPages.isUsage(first)) {
        usage.page(AnthropicPages.usage(page));
      } else if (first.has("amount") && page.path("data").path(0).has("starting_at")) {
        costs.page(AnthropicPages.costs(page));
      } else if (page.path("runInfo").has("submittedTime")) {
        found
            .exports()
            .manifest(
                ExportFile.folder(file),
                Instant.parse(Json.text(page.path("runInfo"), "submittedTime")));
      } else if (!found.saved().add(page) && !isEmptyReport(page, first)) {
        found.sink().problem(unknown(file, kind));
      }
    } catch (IOException | DateTimeException | IllegalArgumentException | JacksonException e) {
      throw new SourceUnavailable(
          "%s: cannot read %s: %s. Maybe it was cut off while it was saved?"
              .formatted(name(), file, e.getMessage()),
          e);
    }
  }

  /// Buckets without usage come first on quiet nights: the first that has any tells the shape.
  private static JsonNode firstResult(JsonNode page) {
    for (var bucket : page.path("data")) {
      if (!bucket.path("results").isEmpty()) {
        return bucket.path("results").path(0);
      }
    }
    return page.path("data").path(0).path("results").path(0);
  }

  private static boolean isEmptyReport(JsonNode page, JsonNode first) {
    var bucket = page.path("data").path(0);
    return first.isMissingNode() && (bucket.has("start_time") || bucket.has("starting_at"));
  }

  private Problem unknown(Path file, String kind) {
    return new Problem(
        name(),
        file.getFileName().toString(),
        "unknown-shape",
        "%s is neither a usage nor a cost page that is read so far: it is left out"
            .formatted(kind.isEmpty() ? "the file" : kind));
  }

  private static <T> TimeWindow span(List<T> rows, Function<T, TimeWindow> window) {
    var windows = rows.stream().map(window).toList();
    var start =
        windows.stream().map(TimeWindow::start).min(Instant::compareTo).orElse(Instant.EPOCH);
    var end = windows.stream().map(TimeWindow::end).max(Instant::compareTo).orElse(Instant.EPOCH);
    return new TimeWindow(start, end);
  }
}
