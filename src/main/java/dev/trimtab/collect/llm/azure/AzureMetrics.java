package dev.trimtab.collect.llm.azure;

import dev.trimtab.collect.llm.api.Json;
import dev.trimtab.model.llm.LlmProvider;
import dev.trimtab.model.llm.LlmScope;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.units.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Adds up Azure Monitor's answers for one account by deployment, model and hour.
public final class AzureMetrics {
  private static final Map<String, String> COUNTERS =
      Map.of(
          "ProcessedPromptTokens", "input_tokens",
          "GeneratedTokens", "output_tokens",
          "AzureOpenAIRequests", ProviderUsage.REQUESTS);

  private record Key(LlmScope scope, TimeWindow hour) {}

  private final String account;
  private final Map<Key, Map<String, Long>> sums = new LinkedHashMap<>();

  /// @param account resource id, `/subscriptions/…/accounts/…`
  AzureMetrics(String account) {
    // Azure's names mean the same in any case, and are told now so, now so
    this.account = account.toLowerCase(Locale.ROOT);
  }

  /// Whether a saved body is an answer of the metrics API.
  public static boolean isPage(JsonNode page) {
    return page.path("value").path(0).has("timeseries");
  }

  /// A saved answer; each metric's id tells the account.
  public static List<ProviderUsage> page(JsonNode page) {
    var id = Json.text(page.path("value").path(0), "id");
    var metrics = new AzureMetrics(id.replaceFirst("(?i)/providers/Microsoft.Insights/.*", ""));
    metrics.read(page);
    return metrics.usage(new TimeWindow(Instant.MIN, Instant.MAX));
  }

  /// Takes one answer.
  ///
  /// @throws IllegalArgumentException when it is not as documented
  void read(JsonNode page) {
    var region = Json.text(page, "resourceregion");
    for (var metric : page.path("value")) {
      var counter = COUNTERS.get(Json.text(metric.path("name"), "value"));
      if (counter != null) {
        metric.path("timeseries").forEach(series -> series(series, counter, region));
      }
    }
  }

  private void series(JsonNode series, String counter, String region) {
    var labels = new HashMap<String, String>();
    for (var label : series.path("metadatavalues")) {
      labels.put(
          Json.text(label.path("name"), "value").toLowerCase(Locale.ROOT),
          Json.text(label, "value"));
    }
    boolean failed = labels.getOrDefault("statuscode", "").matches("[45].*");
    for (var point : series.path("data")) {
      // an hour without a value is one that nothing is known of
      if (point.path("total").isNumber()) {
        var start = Instant.parse(Json.text(point, "timeStamp"));
        var hour = new TimeWindow(start, start.plus(Duration.ofHours(1)));
        var sum = sums.computeIfAbsent(new Key(scope(labels, region), hour), _ -> new HashMap<>());
        long count = Math.round(point.path("total").asDouble());
        sum.merge(counter, count, Math::addExact);
        if (counter.equals(ProviderUsage.REQUESTS)) {
          sum.merge(ProviderUsage.FAILED_REQUESTS, failed ? count : 0, Math::addExact);
        }
      }
    }
  }

  private LlmScope scope(Map<String, String> labels, String region) {
    var parts = List.of(account.split("/", -1));
    int at = parts.indexOf("subscriptions");
    var deployment = labels.getOrDefault("modeldeploymentname", "").toLowerCase(Locale.ROOT);
    return LlmScope.of(LlmProvider.AZURE_OPENAI, labels.getOrDefault("modelname", ""))
        .organization(at >= 0 && at + 1 < parts.size() ? parts.get(at + 1) : "")
        .project(parts.getLast())
        .region(region)
        .tags(deployment.isEmpty() ? List.of() : List.of("deployment=" + deployment));
  }

  /// What was used in the hours of a window.
  List<ProviderUsage> usage(TimeWindow window) {
    return sums.entrySet().stream()
        .filter(e -> window.contains(e.getKey().hour().start()))
        .filter(e -> e.getValue().values().stream().anyMatch(count -> count != 0))
        .map(e -> new ProviderUsage(e.getKey().scope(), e.getKey().hour(), e.getValue()))
        .toList();
  }
}
