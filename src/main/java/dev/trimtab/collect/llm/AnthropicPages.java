package dev.trimtab.collect.llm;

import dev.trimtab.model.llm.LlmScope;
import dev.trimtab.model.llm.ProviderCost;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.units.Money;
import dev.trimtab.units.TimeWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Pages of Anthropic's organization reports: buckets of results.
final class AnthropicPages {
  static final String PROVIDER = "anthropic";

  private AnthropicPages() {}

  static List<ProviderUsage> usage(JsonNode page) {
    var found = new ArrayList<ProviderUsage>();
    for (var bucket : page.path("data")) {
      for (var result : bucket.path("results")) {
        var tier = OpenAiPages.text(result, "service_tier");
        var context = OpenAiPages.text(result, "context_window");
        var scope =
            new LlmScope(
                PROVIDER,
                OpenAiPages.text(result, "workspace_id"),
                OpenAiPages.text(result, "api_key_id"),
                "",
                OpenAiPages.text(result, "model"),
                tier.isEmpty() ? "standard" : tier,
                context.startsWith("0") ? "" : context);
        var counters = new HashMap<String, Long>();
        counters(result, "", counters);
        found.add(new ProviderUsage(scope, window(bucket), counters));
      }
    }
    return found;
  }

  /// Amounts are in cents, as numbers or as text.
  static List<ProviderCost> costs(JsonNode page) {
    var found = new ArrayList<ProviderCost>();
    for (var bucket : page.path("data")) {
      for (var result : bucket.path("results")) {
        var currency =
            Currency.getInstance(result.path("currency").asString("USD").toUpperCase(Locale.ROOT));
        found.add(
            new ProviderCost(
                PROVIDER,
                OpenAiPages.text(result, "workspace_id"),
                OpenAiPages.text(result, "description"),
                window(bucket),
                new Money(currency, OpenAiPages.amount(result.path("amount")).movePointLeft(2))));
      }
    }
    return found;
  }

  private static TimeWindow window(JsonNode bucket) {
    return new TimeWindow(
        Instant.parse(OpenAiPages.text(bucket, "starting_at")),
        Instant.parse(OpenAiPages.text(bucket, "ending_at")));
  }

  private static void counters(JsonNode node, String prefix, Map<String, Long> into) {
    for (var field : node.properties()) {
      if (field.getValue().isIntegralNumber()) {
        into.put(prefix + field.getKey(), field.getValue().longValue());
      } else if (field.getValue().isObject()) {
        counters(field.getValue(), prefix + field.getKey() + ".", into);
      }
    }
  }
}
