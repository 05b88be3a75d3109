package dev.trimtab.collect.llm.openai;

import dev.trimtab.collect.llm.api.Json;
import dev.trimtab.model.llm.ProviderCost;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.units.TimeWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Pages of OpenAI's organization API: buckets of results.
public final class OpenAiPages {
  public static final String PROVIDER = "openai";

  private OpenAiPages() {}

  /// Whether a result is one of a usage report.
  public static boolean isUsage(JsonNode result) {
    return OpenAiReport.of(result).isPresent();
  }

  /// Usage of whichever report; a result that does not say what it is counts as a completion.
  public static List<ProviderUsage> usage(JsonNode page) {
    var found = new ArrayList<ProviderUsage>();
    for (var bucket : page.path("data")) {
      for (var result : bucket.path("results")) {
        var report = OpenAiReport.of(result).orElse(OpenAiReport.COMPLETIONS);
        found.add(new ProviderUsage(report.scope(result), window(bucket), report.counters(result)));
      }
    }
    return found;
  }

  public static List<ProviderCost> costs(JsonNode page) {
    var found = new ArrayList<ProviderCost>();
    for (var bucket : page.path("data")) {
      for (var result : bucket.path("results")) {
        var amount = result.path("amount");
        found.add(
            new ProviderCost(
                    PROVIDER,
                    Json.text(result, "project_id"),
                    Json.text(result, "line_item"),
                    window(bucket),
                    Json.money(amount.path("value"), amount.path("currency")))
                .organization(Json.text(result, "organization_id")));
      }
    }
    return found;
  }

  private static TimeWindow window(JsonNode bucket) {
    return new TimeWindow(seconds(bucket.path("start_time")), seconds(bucket.path("end_time")));
  }

  private static Instant seconds(JsonNode node) {
    if (!node.isIntegralNumber()) {
      throw new IllegalArgumentException(
          "a bucket's time is \"" + node.asString("") + "\"; wanted seconds since 1970");
    }
    return Instant.ofEpochSecond(node.longValue());
  }
}
