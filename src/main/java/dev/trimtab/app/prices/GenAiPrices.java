package dev.trimtab.app.prices;

import dev.trimtab.model.llm.LlmProvider;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The map of pydantic/genai-prices: providers with models, clauses that match their names, prices
/// with context tiers, and prices that hold from a day on.
final class GenAiPrices {
  private static final Map<String, String> PROVIDERS =
      Map.of(
          "aws", LlmProvider.BEDROCK,
          "azure", LlmProvider.AZURE_OPENAI,
          "google", LlmProvider.VERTEX,
          "mistral", LlmProvider.MISTRAL,
          "x-ai", LlmProvider.XAI);

  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("input_mtok", "input"),
          Map.entry("output_mtok", "output"),
          Map.entry("cache_read_mtok", "cachedInput"),
          Map.entry("cache_write_mtok", "cacheWrite5m"),
          Map.entry("input_audio_mtok", "audioInput"),
          Map.entry("output_audio_mtok", "audioOutput"),
          Map.entry("cache_audio_read_mtok", "audioCachedInput"),
          Map.entry("input_image_mtok", "imageInput"),
          Map.entry("output_image_mtok", "imageOutput"),
          Map.entry("cache_image_read_mtok", "imageCachedInput"),
          Map.entry("input_video_mtok", "videoInput"));

  private static final int THOUSAND = 3;
  private static final Duration HALF_A_DAY = Duration.ofHours(12);

  private final PriceImport.Found found;

  GenAiPrices(PriceImport.Found found) {
    this.found = found;
  }

  void read(JsonNode root) {
    var byId = new HashMap<String, JsonNode>();
    root.forEach(provider -> byId.put(provider.path("id").asString(""), provider));
    for (var provider : root) {
      var name = name(provider.path("id").asString(""));
      provider.path("models").forEach(model -> model(name, model));
      // what a provider resells costs what its maker asks, where it has no price of its own
      for (var fallback : provider.path("fallback_model_providers")) {
        var maker = byId.get(fallback.asString(""));
        if (maker != null) {
          maker.path("models").forEach(model -> model(name, model));
        }
      }
    }
  }

  private static String name(String id) {
    return PROVIDERS.getOrDefault(id, id);
  }

  private void model(String provider, JsonNode model) {
    var id = model.path("id").asString("");
    if (found.entries.stream()
        .anyMatch(e -> e.provider().equals(provider) && e.model().equals(id))) {
      return; // its own price comes first
    }
    var names = new ArrayList<String>();
    clauses(provider + "/" + id, model.path("match"), names);
    var prices = model.path("prices");
    if (!prices.isArray()) {
      entry(provider, id, null, prices, names);
      return;
    }
    var usual = longest(provider, id, prices);
    for (var each : prices) {
      var constraint = each.path("constraint");
      if (constraint.has("start_time")) {
        continue;
      }
      var from = constraint.has("start_date") ? constraint.path("start_date").asString("") : null;
      boolean first = from == null;
      entry(
          provider,
          id,
          from,
          first && usual != null ? usual : each.path("prices"),
          first ? names : List.of());
    }
  }

  /// A price book is by the day: of prices by the hour, the one of the most hours is the day's.
  private @Nullable JsonNode longest(String provider, String model, JsonNode prices) {
    for (var each : prices) {
      var constraint = each.path("constraint");
      if (constraint.has("start_time")) {
        var from = LocalTime.parse(time(constraint, "start_time"));
        var to = LocalTime.parse(time(constraint, "end_time"));
        boolean most = Duration.between(from, to).compareTo(HALF_A_DAY) > 0;
        leave(
            provider,
            model,
            "price-by-hour",
            "its price from %s to %s UTC is %s: a price book is by the day"
                .formatted(from, to, most ? "taken for the whole day" : "left out"));
        return most ? each.path("prices") : null;
      }
    }
    return null;
  }

  private static String time(JsonNode constraint, String name) {
    return constraint.path(name).asString("").replace("Z", "");
  }

  private void clauses(String model, JsonNode clause, List<String> into) {
    clause.forEachEntry((kind, value) -> {
      switch (kind) {
        case "equals" -> into.add(value.asString(""));
        case "starts_with" -> into.add(value.asString("") + "*");
        case "ends_with" -> into.add("*" + value.asString(""));
        case "contains" -> into.add("*" + value.asString("") + "*");
        case "regex" -> into.add("/" + value.asString("") + "/");
        case "or" -> value.forEach(each -> clauses(model, each, into));
        default ->
            found.leave(model, "unknown-match", "its match by \"%s\" is left out".formatted(kind));
      }
    });
  }

  private void entry(
      String provider, String model, @Nullable String from, JsonNode prices, List<String> names) {
    var base = PriceImport.ordered();
    var each = PriceImport.ordered();
    var above = new TreeMap<Long, Map<String, BigDecimal>>();
    prices.forEachEntry((key, value) -> {
      var word = WORDS.get(key);
      if (key.equals("requests_kcount")) {
        each.put("request", value.decimalValue().movePointLeft(THOUSAND));
      } else if (word == null) {
        leave(provider, model, "unknown-price", "its price for \"%s\" is left out".formatted(key));
      } else if (value.isObject()) {
        base.put(word, value.path("base").decimalValue());
        for (var tier : value.path("tiers")) {
          above
              .computeIfAbsent(tier.path("start").longValue(), _ -> PriceImport.ordered())
              .put(word, tier.path("price").decimalValue());
        }
      } else {
        base.put(word, value.decimalValue());
      }
    });
    PriceImport.hourWrites(model, base);
    above.values().forEach(tier -> PriceImport.hourWrites(model, tier));
    if (base.isEmpty() && each.isEmpty()) {
      leave(provider, model, "no-price", "it has no price in the map");
      return;
    }
    found.entries.add(new PriceEntry(provider, model, from, null, base, above, each, names));
  }

  private void leave(String provider, String model, String reason, String message) {
    found.leave(provider + "/" + model, reason, message);
  }
}
