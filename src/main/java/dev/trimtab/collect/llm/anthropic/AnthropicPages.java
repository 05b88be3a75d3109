package dev.trimtab.collect.llm.anthropic;

import dev.trimtab.collect.llm.api.Json;
import dev.trimtab.model.llm.LlmScope;
import dev.trimtab.model.llm.ProviderCost;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.units.Money;
import dev.trimtab.units.TimeWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Pages of Anthropic's organization reports: buckets of results.
public final class AnthropicPages {
  public static final String PROVIDER = "anthropic";

  private AnthropicPages() {}

  /// Whether a result is one of the usage report.
  public static boolean isUsage(JsonNode result) {
    return result.has("uncached_input_tokens");
  }

  public static List<ProviderUsage> usage(JsonNode page) {
    var found = new ArrayList<ProviderUsage>();
    for (var bucket : page.path("data")) {
      for (var result : bucket.path("results")) {
        found.add(new ProviderUsage(scope(result), window(bucket), Json.counters(result)));
      }
    }
    return found;
  }

  private static LlmScope scope(JsonNode result) {
    var context = Json.text(result, "context_window");
    return LlmScope.of(PROVIDER, Json.text(result, "model"))
        .project(Json.text(result, "workspace_id"))
        .apiKey(Json.text(result, "api_key_id"))
        .tier(tier(Json.text(result, "service_tier"), Json.text(result, "speed")))
        .context(context.startsWith("0") ? "" : context)
        .region(geo(Json.text(result, "inference_geo")))
        .endpoint("messages");
  }

  /// Fast mode has prices of its own. It is not offered in any tier but the standard one: should it
  /// be, the two together are a tier that no book prices by the one alone.
  private static String tier(String told, String speed) {
    if (speed.isEmpty() || speed.equals(LlmScope.STANDARD)) {
      return told;
    }
    return told.isEmpty() || told.equals(LlmScope.STANDARD) ? speed : told + "-" + speed;
  }

  /// Where it was computed, which costs more in some places; models before Claude Opus 4.6 cannot
  /// be told where.
  private static String geo(String told) {
    return told.equals("not_available") ? "" : told;
  }

  /// Amounts are in cents, as numbers or as text.
  public static List<ProviderCost> costs(JsonNode page) {
    var found = new ArrayList<ProviderCost>();
    for (var bucket : page.path("data")) {
      for (var result : bucket.path("results")) {
        var cents = Json.money(result.path("amount"), result.path("currency"));
        found.add(
            new ProviderCost(
                PROVIDER,
                Json.text(result, "workspace_id"),
                Json.text(result, "description"),
                window(bucket),
                new Money(cents.currency(), cents.amount().movePointLeft(2))));
      }
    }
    return found;
  }

  private static TimeWindow window(JsonNode bucket) {
    return new TimeWindow(
        Instant.parse(Json.text(bucket, "starting_at")),
        Instant.parse(Json.text(bucket, "ending_at")));
  }
}
