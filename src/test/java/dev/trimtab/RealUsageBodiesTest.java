package dev.trimtab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.app.prices.LlmPriceFile;
import dev.trimtab.app.prices.PriceImport;
import dev.trimtab.collect.llm.UsageBody;
import dev.trimtab.llm.Normaliser;
import dev.trimtab.llm.Price;
import dev.trimtab.llm.PriceBook;
import dev.trimtab.model.llm.LlmScope;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.model.llm.TokenKind;
import dev.trimtab.model.llm.TokenUsage;
import dev.trimtab.units.TimeWindow;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Every `usage` body of the public set, normalised and priced, against the reference there.
final class RealUsageBodiesTest {
  private static final Path DATA = Path.of("../shared/data/prices/llm");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  /// When the reference was made: before the price steps of September 2026.
  private static final LocalDate DAY = LocalDate.parse("2026-07-15");

  private static final TimeWindow HOUR =
      TimeWindow.ending(Instant.parse("2026-07-15T01:00:00Z"), Duration.ofHours(1));

  private static final Map<String, String> PROVIDERS =
      Map.of(
          "aws", "aws.bedrock",
          "azure", "azure.ai.openai",
          "google", "gcp.vertex_ai",
          "mistral", "mistral_ai",
          "x-ai", "x_ai");

  @TempDir private Path folder;

  private record Case(JsonNode body, JsonNode group, JsonNode extractor, String model) {
    String flavour() {
      return extractor.path("provider_id").asString("")
          + "/"
          + extractor.path("api_flavor").asString("");
    }
  }

  @Test
  void every_body_comes_to_the_price_of_the_reference_or_it_is_known_why_not() throws IOException {
    var book = book();
    var differences = new TreeMap<String, Integer>();
    var unexplained = new ArrayList<String>();
    int priced = 0;
    for (var each : cases()) {
      var reference = reference(each.extractor());
      if (reference == null) {
        continue;
      }
      priced++;
      var ours = ours(book, each);
      if (ours == null || ours.compareTo(reference) != 0) {
        var why = why(each, reference, ours);
        differences.merge(why, 1, Integer::sum);
        if (why.isEmpty()) {
          unexplained.add(
              "%s %s: ours %s, reference %s, %s"
                  .formatted(each.flavour(), each.model(), ours, reference, each.body()));
        }
      }
    }
    assertThat(String.join("\n", unexplained)).isEmpty();
    assertThat(priced).isEqualTo(3474);
    assertThat(differences).isEqualTo(EXPLAINED);
  }

  private static final String NO_OUTPUT =
      "the reference's reader of embeddings leaves a chat's completion tokens out";
  private static final String NO_CACHE =
      "the reference's reader of OpenAI bodies leaves Anthropic's cached and written tokens out";
  private static final String NO_DISCOUNT =
      "the reference's reader of Anthropic bodies takes OpenAI's cached tokens at full price";
  private static final String FREE =
      "the map has no price of the model: the reference takes 0, here it is unpriced";

  private static final String NO_WRITE =
      "the reference's reader of Azure bodies takes tokens written to the cache as plain input";
  private static final String OLDER_IMAGES =
      "the map is older than the reference: it prices all output of an image model as pictures";
  private static final String OLDER =
      "the map is older than the reference: it does not know the model at this provider";

  /// How often each reason holds. A difference that is new or gone fails.
  private static final Map<String, Integer> EXPLAINED =
      new TreeMap<>(
          Map.of(
              NO_OUTPUT,
              366,
              NO_CACHE,
              15,
              NO_DISCOUNT,
              14,
              NO_WRITE,
              6,
              OLDER_IMAGES,
              5,
              OLDER,
              6,
              FREE,
              3));

  private static String why(Case each, BigDecimal reference, @Nullable BigDecimal ours) {
    var counters = UsageBody.counters(each.body());
    boolean anthropic = counters.containsKey("cache_read_input_tokens");
    if (ours == null) {
      return reference.signum() == 0
          ? FREE
          : List.of("aws/anthropic openai.gpt-5.6-luna", "zai/chat glm-5.2")
                  .contains(each.flavour() + " " + each.model())
              ? OLDER
              : "";
    }
    if (List.of("gemini-3-pro-image-preview", "gemini-2.5-flash-image").contains(each.model())) {
      return OLDER_IMAGES;
    }
    if (each.flavour().startsWith("azure/")
        && Normaliser.normalise(new ProviderUsage(LlmScope.of("", ""), HOUR, counters))
            .value()
            .tokens()
            .containsKey(TokenKind.CACHE_WRITE_5M)
        && !anthropic) {
      return NO_WRITE;
    }
    if (each.flavour().endsWith("/embeddings") && counters.containsKey("completion_tokens")) {
      return NO_OUTPUT;
    }
    if (each.flavour().endsWith("/responses") && anthropic) {
      return NO_CACHE;
    }
    return each.flavour().endsWith("/anthropic") && !anthropic ? NO_DISCOUNT : "";
  }

  @Test
  void every_body_comes_to_the_tokens_that_its_own_reader_finds() throws IOException {
    var different = new ArrayList<String>();
    int compared = 0;
    for (var each : cases()) {
      if (!isNative(each)) {
        continue;
      }
      compared++;
      var ours = normal(each);
      var reference = each.group().path("usage");
      var found = new TreeMap<String, Long>();
      found.put("input_tokens", sum(ours, INPUT));
      found.put(
          "cache_read_tokens",
          sum(
              ours,
              TokenKind.CACHED_INPUT,
              TokenKind.AUDIO_CACHED_INPUT,
              TokenKind.IMAGE_CACHED_INPUT));
      found.put(
          "cache_write_tokens", sum(ours, TokenKind.CACHE_WRITE_5M, TokenKind.CACHE_WRITE_1H));
      found.put("output_tokens", sum(ours, OUTPUT));
      found.put("output_reasoning_tokens", sum(ours, TokenKind.REASONING));
      found.forEach((name, count) -> {
        if (reference.path(name).asLong(0) != count) {
          different.add(
              each.flavour() + " " + name + " " + count + " " + reference + " " + each.body());
        }
      });
    }
    // the reference's reader of Mistral bodies does not know their num_cached_tokens
    assertThat(different.stream().filter(d -> d.startsWith("mistral/default cache_read_tokens")))
        .hasSize(29);
    different.removeIf(d -> d.startsWith("mistral/default cache_read_tokens"));
    assertThat(String.join("\n", different)).isEmpty();
    assertThat(compared).isGreaterThan(1500);
  }

  private static final TokenKind[] OUTPUT = {
    TokenKind.OUTPUT, TokenKind.REASONING, TokenKind.AUDIO_OUTPUT, TokenKind.IMAGE_OUTPUT
  };

  private static final TokenKind[] INPUT = {
    TokenKind.INPUT,
    TokenKind.CACHED_INPUT,
    TokenKind.CACHE_WRITE_5M,
    TokenKind.CACHE_WRITE_1H,
    TokenKind.AUDIO_INPUT,
    TokenKind.AUDIO_CACHED_INPUT,
    TokenKind.IMAGE_INPUT,
    TokenKind.IMAGE_CACHED_INPUT,
    TokenKind.VIDEO_INPUT
  };

  private static long sum(TokenUsage usage, TokenKind... kinds) {
    long sum = 0;
    for (var kind : kinds) {
      var count = usage.tokens().get(kind);
      sum += count == null ? 0 : count.count();
    }
    return sum;
  }

  /// Whether the reader is the one that the body was written for.
  private static boolean isNative(Case each) {
    var counters = UsageBody.counters(each.body());
    return switch (each.flavour()) {
      case "anthropic/default" -> counters.containsKey("cache_read_input_tokens");
      case "openai/responses" ->
          counters.containsKey("input_tokens") && !counters.containsKey("cache_read_input_tokens");
      case "openai/chat" ->
          counters.containsKey("completion_tokens") && !counters.containsKey("num_cached_tokens");
      case "mistral/default" -> counters.containsKey("num_cached_tokens");
      case "openai/embeddings" ->
          counters.containsKey("prompt_tokens") && !counters.containsKey("completion_tokens");
      case "google/default" -> counters.containsKey("promptTokenCount");
      case "aws/default" -> counters.containsKey("inputTokens");
      case "cohere/default", "cohere/embeddings" -> true;
      default -> false;
    };
  }

  private static TokenUsage normal(Case each) {
    var provider = each.extractor().path("provider_id").asString("");
    var counters = UsageBody.counters(each.body());
    var scope = LlmScope.of(PROVIDERS.getOrDefault(provider, provider), each.model());
    return Normaliser.normalise(new ProviderUsage(scope, HOUR, counters)).value();
  }

  private static @Nullable BigDecimal ours(PriceBook book, Case each) {
    var usage = normal(each);
    var scope = usage.scope().context(Long.toString(sum(usage, INPUT)));
    var sum = BigDecimal.ZERO;
    for (var kind : usage.tokens().entrySet()) {
      if (kind.getKey() == TokenKind.WEB_SEARCH && !each.extractor().has("total_price")) {
        continue; // this reader prices tokens only
      }
      if (book.of(scope, kind.getKey(), DAY) instanceof Price.Known(var perMillion)) {
        sum =
            sum.add(
                perMillion
                    .amount()
                    .multiply(BigDecimal.valueOf(kind.getValue().count()))
                    .movePointLeft(6));
      } else {
        return null;
      }
    }
    return sum;
  }

  private static @Nullable BigDecimal reference(JsonNode extractor) {
    if (extractor.has("total_price")) {
      return new BigDecimal(extractor.path("total_price").asString(""));
    }
    return extractor.has("input_price")
        ? new BigDecimal(extractor.path("input_price").asString(""))
            .add(new BigDecimal(extractor.path("output_price").asString("")))
        : null;
  }

  private PriceBook book() throws IOException {
    var file = folder.resolve("public.yaml");
    var imported =
        PriceImport.read(
            PriceImport.Format.GENAI_PRICES, DATA.resolve("genai-prices_data.json.gz"));
    assertThat(PriceImport.write(imported, file)).isTrue();
    assertThat(PriceImport.write(imported, file)).isFalse();
    return new PriceBook(
        List.of(LlmPriceFile.read("config/prices/llm.yaml"), LlmPriceFile.read(file.toString())));
  }

  private static List<Case> cases() throws IOException {
    var cases = new ArrayList<Case>();
    try (var in =
        new GZIPInputStream(
            Files.newInputStream(DATA.resolve("genai-prices_tests_usages.json.gz")))) {
      for (var entry : JSON.readTree(in)) {
        var model = entry.path("model").asString("");
        for (var group : entry.path("extracted")) {
          for (var extractor : group.path("extractors")) {
            cases.add(new Case(entry.path("body"), group, extractor, model));
          }
        }
      }
    }
    return cases;
  }
}
