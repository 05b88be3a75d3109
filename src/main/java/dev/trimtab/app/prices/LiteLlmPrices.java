package dev.trimtab.app.prices;

import dev.trimtab.model.llm.LlmProvider;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// LiteLLM's map: model names, with prices of one token.
final class LiteLlmPrices {
  private static final int MILLION = 6;

  private static final Map<String, String> PROVIDERS =
      Map.ofEntries(
          Map.entry("text-completion-openai", LlmProvider.OPENAI),
          Map.entry("bedrock", LlmProvider.BEDROCK),
          Map.entry("bedrock_converse", LlmProvider.BEDROCK),
          Map.entry("azure", LlmProvider.AZURE_OPENAI),
          Map.entry("azure_text", LlmProvider.AZURE_OPENAI),
          Map.entry("azure_ai", LlmProvider.AZURE_OPENAI),
          Map.entry("gemini", LlmProvider.GEMINI),
          Map.entry("palm", LlmProvider.GEMINI),
          Map.entry("mistral", LlmProvider.MISTRAL),
          Map.entry("codestral", LlmProvider.MISTRAL),
          Map.entry("text-completion-codestral", LlmProvider.MISTRAL),
          Map.entry("cohere_chat", LlmProvider.COHERE),
          Map.entry("xai", LlmProvider.XAI));

  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("input_cost_per_token", "input"),
          Map.entry("output_cost_per_token", "output"),
          Map.entry("cache_read_input_token_cost", "cachedInput"),
          Map.entry("input_cost_per_token_cache_hit", "cachedInput"),
          Map.entry("cache_creation_input_token_cost", "cacheWrite5m"),
          Map.entry("input_cost_per_audio_token", "audioInput"),
          Map.entry("output_cost_per_audio_token", "audioOutput"),
          Map.entry("cache_read_input_audio_token_cost", "audioCachedInput"),
          Map.entry("output_cost_per_reasoning_token", "reasoning"));

  private static final Map<String, String> EACH =
      Map.of(
          "input_cost_per_request", "request",
          "input_cost_per_query", "request",
          "input_cost_per_character", "character",
          "output_cost_per_image", "image",
          "input_cost_per_second", "second");

  /// Of the same thing in another unit: tokens are priced already, or the map says it twice.
  private static final Set<String> SAID = Set.of("output_cost_per_second");

  private static final Pattern ABOVE = Pattern.compile("(.*)_above_(\\d+)k_tokens");

  /// A region or a commitment within the name: `us-east-1/1-month-commitment/…`.
  private static final Pattern REGIONAL =
      Pattern.compile(
          "^(\\*|[a-z]{2}-(gov-)?[a-z]+-\\d|\\d-month-commitment|us|eu|global|[\\dx -]+-?[\\dx -]+|hd|standard|low|medium|high|max-x-max|\\d+-steps)/.*");

  private final PriceImport.Found found;
  private final Map<String, PriceEntry> seen = new HashMap<>();

  LiteLlmPrices(PriceImport.Found found) {
    this.found = found;
  }

  void read(JsonNode root) {
    root.forEachEntry((name, model) -> {
      if (!name.equals("sample_spec")) {
        model(name, model);
      }
    });
  }

  private static String provider(String id) {
    return id.startsWith("vertex_ai") ? LlmProvider.VERTEX : PROVIDERS.getOrDefault(id, id);
  }

  private void model(String name, JsonNode model) {
    var id = model.path("litellm_provider").asString("");
    var provider = provider(id);
    var bare = bare(name, id);
    if (REGIONAL.matcher(bare).matches()) {
      found.leave(
          name, "price-by-region", "a price of one region or size is left out: the book has none");
      return;
    }
    var base = PriceImport.ordered();
    var batch = PriceImport.ordered();
    var each = PriceImport.ordered();
    var above = new TreeMap<Long, Map<String, BigDecimal>>();
    model.forEachEntry((key, value) -> {
      if (key.contains("cost") && !SAID.contains(key)) {
        price(name, key, value, new Prices(base, batch, each, above));
      }
    });
    if (base.containsKey("input") || base.containsKey("output")) {
      each.remove("character"); // Vertex's older prices by letter are told beside those by token
      each.remove("second");
      each.remove("image");
    }
    if (allZero(base) && allZero(each)) {
      found.leave(
          name,
          "no-price",
          "it has no price but 0: what runs on nodes of our own is priced from their cost");
      return;
    }
    PriceImport.hourWrites(bare, base);
    above.values().forEach(tier -> PriceImport.hourWrites(bare, tier));
    add(name, new PriceEntry(provider, bare, null, null, base, above, each, List.of()));
    if (!batch.isEmpty()) {
      add(
          name,
          new PriceEntry(provider, bare, null, "batch", batch, new TreeMap<>(), null, List.of()));
    }
  }

  private record Prices(
      Map<String, BigDecimal> base,
      Map<String, BigDecimal> batch,
      Map<String, BigDecimal> each,
      Map<Long, Map<String, BigDecimal>> above) {}

  private void price(String name, String key, JsonNode value, Prices into) {
    if (key.equals("search_context_cost_per_query")) {
      search(name, value, into.each());
      return;
    }
    if (!value.isNumber()) {
      return;
    }
    var price = value.decimalValue();
    var tiered = ABOVE.matcher(key);
    if (WORDS.containsKey(key)) {
      into.base().putIfAbsent(WORDS.getOrDefault(key, ""), price.movePointRight(MILLION));
    } else if (EACH.containsKey(key)) {
      into.each().put(EACH.getOrDefault(key, ""), price);
    } else if (key.endsWith("_batches") && WORDS.containsKey(key.replace("_batches", ""))) {
      into.batch()
          .put(WORDS.getOrDefault(key.replace("_batches", ""), ""), price.movePointRight(MILLION));
    } else if (tiered.matches() && WORDS.containsKey(tiered.group(1))) {
      into.above()
          .computeIfAbsent(Long.parseLong(tiered.group(2)) * 1000, _ -> PriceImport.ordered())
          .put(WORDS.getOrDefault(tiered.group(1), ""), price.movePointRight(MILLION));
    } else if (price.signum() != 0) {
      found.leave(name, "unknown-price", "its price for \"%s\" is left out".formatted(key));
    }
  }

  private void search(String name, JsonNode sizes, Map<String, BigDecimal> each) {
    var prices =
        sizes.properties().stream().map(e -> e.getValue().decimalValue()).distinct().toList();
    if (prices.size() == 1) {
      each.put("webSearch", prices.getFirst());
    } else {
      found.leave(name, "price-by-size", "its price for searches by context size is left out");
    }
  }

  private static boolean allZero(Map<String, BigDecimal> prices) {
    return prices.values().stream().allMatch(price -> price.signum() == 0);
  }

  private void add(String name, PriceEntry entry) {
    var key = entry.provider() + "/" + entry.model() + "/" + entry.tier();
    var before = seen.putIfAbsent(key, entry);
    if (before == null) {
      found.entries.add(entry);
    } else if (!same(before.perMillion(), entry.perMillion())) {
      found.leave(
          name,
          "second-price",
          "it is another price of %s, of which the first is taken".formatted(key));
    }
  }

  private static boolean same(
      @org.jspecify.annotations.Nullable Map<String, BigDecimal> a,
      @org.jspecify.annotations.Nullable Map<String, BigDecimal> b) {
    return String.valueOf(a).equals(String.valueOf(b));
  }

  /// The name less the provider that LiteLLM puts before it.
  private static String bare(String name, String id) {
    int slash = name.indexOf('/');
    if (slash < 0) {
      return name;
    }
    var prefix = name.substring(0, slash);
    return id.startsWith(prefix) || prefix.startsWith(id) ? name.substring(slash + 1) : name;
  }
}
