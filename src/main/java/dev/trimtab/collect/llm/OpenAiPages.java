package dev.trimtab.collect.llm;

import dev.trimtab.model.llm.LlmScope;
import dev.trimtab.model.llm.ProviderCost;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.units.Money;
import dev.trimtab.units.TimeWindow;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Pages of OpenAI's organization API: buckets of results.
final class OpenAiPages {
  static final String PROVIDER = "openai";

  private OpenAiPages() {}

  static List<ProviderUsage> usage(JsonNode page) {
    var found = new ArrayList<ProviderUsage>();
    for (var bucket : page.path("data")) {
      for (var result : bucket.path("results")) {
        var scope =
            new LlmScope(
                PROVIDER,
                text(result, "project_id"),
                text(result, "api_key_id"),
                text(result, "user_id"),
                text(result, "model"),
                tier(result),
                "");
        found.add(new ProviderUsage(scope, window(bucket), counters(result)));
      }
    }
    return found;
  }

  static List<ProviderCost> costs(JsonNode page) {
    var found = new ArrayList<ProviderCost>();
    for (var bucket : page.path("data")) {
      for (var result : bucket.path("results")) {
        var amount = result.path("amount");
        var currency =
            Currency.getInstance(amount.path("currency").asString("usd").toUpperCase(Locale.ROOT));
        found.add(
            new ProviderCost(
                PROVIDER,
                text(result, "project_id"),
                text(result, "line_item"),
                window(bucket),
                new Money(currency, amount(amount.path("value")))));
      }
    }
    return found;
  }

  private static String tier(JsonNode result) {
    if (result.path("batch").asBoolean(false)) {
      return "batch";
    }
    var tier = text(result, "service_tier");
    return tier.isEmpty() || tier.equals("default") || tier.equals("auto") ? "standard" : tier;
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

  private static Map<String, Long> counters(JsonNode result) {
    var counters = new HashMap<String, Long>();
    for (var field : result.properties()) {
      if (field.getValue().isIntegralNumber()) {
        counters.put(field.getKey(), field.getValue().longValue());
      }
    }
    return counters;
  }

  /// A decimal, written as a number or as text.
  ///
  /// @throws IllegalArgumentException when there is none: an amount that is not told is not zero
  static BigDecimal amount(JsonNode node) {
    var text = node.asString("");
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("an amount is \"" + text + "\"; wanted a decimal", e);
    }
  }

  static String text(JsonNode node, String field) {
    return node.path(field).asString("");
  }
}
