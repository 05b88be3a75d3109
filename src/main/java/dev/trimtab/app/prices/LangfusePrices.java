package dev.trimtab.app.prices;

import dev.trimtab.model.llm.LlmProvider;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Langfuse's list of default models: regular expressions of names, and tiers with conditions.
final class LangfusePrices {
  private static final int MILLION = 6;

  /// By our word, the names under which it may be told, of which the first found counts.
  private static final Map<String, List<String>> WORDS = words();

  private static Map<String, List<String>> words() {
    var words = new LinkedHashMap<String, List<String>>();
    words.put("input", List.of("input", "input_tokens", "input_text", "total"));
    words.put("output", List.of("output", "output_tokens", "output_text"));
    words.put(
        "cachedInput",
        List.of(
            "input_cached_tokens",
            "input_cache_read",
            "cache_read_input_tokens",
            "cached_content_token_count"));
    words.put(
        "cacheWrite5m",
        List.of(
            "input_cache_creation_5m",
            "input_cache_creation",
            "cache_creation_input_tokens",
            "cache_write_tokens"));
    words.put("cacheWrite1h", List.of("input_cache_creation_1h"));
    words.put("reasoning", List.of("output_reasoning_tokens", "output_reasoning"));
    words.put("audioInput", List.of("input_audio_tokens", "input_audio"));
    words.put("audioOutput", List.of("output_audio_tokens", "output_audio"));
    words.put("audioCachedInput", List.of("input_cached_audio_tokens"));
    words.put("imageInput", List.of("input_image"));
    return words;
  }

  private final PriceImport.Found found;

  LangfusePrices(PriceImport.Found found) {
    this.found = found;
  }

  void read(JsonNode root) {
    root.forEach(this::model);
  }

  private void model(JsonNode model) {
    var name = model.path("modelName").asString("");
    var provider = provider(name);
    var pattern = model.path("matchPattern").asString("").replace("(?i)", "");
    try {
      Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      found.leave(name, "unknown-match", "its pattern is none: " + e.getDescription());
      return;
    }
    var names = List.of("/" + pattern + "/");
    var tiers = new LinkedHashMap<String, Tier>();
    for (var tier : model.path("pricingTiers")) {
      tier(name, tier, tiers);
    }
    tiers.forEach((tier, prices) ->
        found.entries.add(
            new PriceEntry(
                provider,
                name,
                null,
                tier.equals("standard") ? null : tier,
                prices.base(),
                prices.above(),
                prices.each(),
                tier.equals("standard") ? names : null)));
  }

  private record Tier(
      Map<String, BigDecimal> base,
      Map<Long, Map<String, BigDecimal>> above,
      Map<String, BigDecimal> each) {}

  private void tier(String model, JsonNode tier, Map<String, Tier> tiers) {
    var name = "standard";
    long above = 0;
    for (var condition : tier.path("conditions")) {
      if (condition.path("operator").asString("").equals("gt")) {
        above = condition.path("value").longValue();
      } else {
        name = tierOf(condition);
        if (name == null) {
          found.leave(
              model,
              "unknown-tier",
              "its price \"%s\" is left out: it depends on \"%s\", which no usage report tells"
                  .formatted(tier.path("name").asString(""), condition.path("key").asString("")));
          return;
        }
      }
    }
    var into =
        tiers.computeIfAbsent(
            name, _ -> new Tier(PriceImport.ordered(), new TreeMap<>(), PriceImport.ordered()));
    var prices = prices(tier.path("prices"));
    if (above > 0) {
      into.above().put(above, prices);
    } else {
      into.base().putAll(prices);
      var search = tier.path("prices").path("web_search_queries");
      if (search.isNumber()) {
        into.each().put("webSearch", search.decimalValue());
      }
    }
  }

  private static @Nullable String tierOf(JsonNode condition) {
    var values = condition.path("values").toString();
    if (!condition.path("key").asString("").equals("service_tier")) {
      return null;
    }
    return values.contains("priority")
        ? "priority"
        : values.contains("flex") ? "flex" : values.contains("batch") ? "batch" : null;
  }

  private static Map<String, BigDecimal> prices(JsonNode told) {
    var prices = PriceImport.ordered();
    WORDS.forEach((word, names) -> {
      for (var name : names) {
        if (told.path(name).isNumber()) {
          prices.put(word, told.path(name).decimalValue().movePointRight(MILLION));
          return;
        }
      }
    });
    return prices;
  }

  /// It names no provider: the maker of the model, whose prices these are.
  private static String provider(String model) {
    if (model.startsWith("claude")) {
      return LlmProvider.ANTHROPIC;
    }
    return model.matches("(gemini|.*-bison|textembedding-gecko|code-gecko).*")
        ? LlmProvider.VERTEX
        : LlmProvider.OPENAI;
  }
}
