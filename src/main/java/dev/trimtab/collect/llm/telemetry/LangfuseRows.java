package dev.trimtab.collect.llm.telemetry;

import dev.trimtab.collect.llm.api.Json;
import dev.trimtab.collect.llm.api.ProviderNames;
import dev.trimtab.model.llm.LlmProvider;
import dev.trimtab.model.llm.LlmScope;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.units.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Rows of Langfuse's metrics by the hour.
public final class LangfuseRows {
  private LangfuseRows() {}

  /// Whether a saved body is an answer of the metrics API.
  public static boolean isPage(JsonNode page) {
    return page.path("data").path(0).has("time_dimension");
  }

  public static List<ProviderUsage> usage(JsonNode page) {
    var usage = new ArrayList<ProviderUsage>();
    page.path("data").forEach(row -> usage.add(generations(row)));
    return usage;
  }

  static ProviderUsage generations(JsonNode row) {
    var model = Json.text(row, "providedModelName");
    long calls = count(row, "count_count");
    var counters = new HashMap<String, Long>();
    counters.put("input_tokens", count(row, "sum_inputTokens"));
    counters.put("output_tokens", count(row, "sum_outputTokens"));
    counters.put(ProviderUsage.REQUESTS, calls);
    counters.put(
        ProviderUsage.FAILED_REQUESTS, Json.text(row, "level").equals("ERROR") ? calls : 0);
    var start = Instant.parse(Json.text(row, "time_dimension"));
    var scope =
        LlmScope.of(ProviderNames.ofModel(model), model)
            .endpoint(Json.text(row, "traceName"))
            .tags(List.of("environment=" + Json.text(row, "environment")))
            .via(LlmProvider.LANGFUSE);
    return new ProviderUsage(
        scope, new TimeWindow(start, start.plus(Duration.ofHours(1))), counters);
  }

  // sums of large numbers come as text
  private static long count(JsonNode row, String field) {
    return row.path(field).isNull() || row.path(field).isMissingNode()
        ? 0
        : Json.amount(row.path(field)).longValue();
  }
}
