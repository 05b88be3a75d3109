package dev.trimtab.app.prices;

import dev.trimtab.model.Problem;
import dev.trimtab.model.llm.LlmProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Makes a public map of LLM prices into a price book's file.
public final class PriceImport {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  /// What makes a file ours to write again.
  private static final String HEADER = "# Imported by trimtab prices import; ";

  /// Discounts of tiers that providers publish for all their models, as factors.
  private static final Map<String, Map<String, String>> TIERS =
      new TreeMap<>(
          Map.of(
              LlmProvider.OPENAI,
              Map.of("batch", "0.5", "flex", "0.5"),
              LlmProvider.ANTHROPIC,
              Map.of("batch", "0.5"),
              LlmProvider.BEDROCK,
              Map.of("batch", "0.5"),
              LlmProvider.AZURE_OPENAI,
              Map.of("batch", "0.5"),
              LlmProvider.VERTEX,
              Map.of("batch", "0.5"),
              LlmProvider.GEMINI,
              Map.of("batch", "0.5"),
              LlmProvider.MISTRAL,
              Map.of("batch", "0.5"),
              "voyageai",
              Map.of("batch", "0.67")));

  /// A public format.
  public enum Format {
    GENAI_PRICES,
    LITELLM,
    LANGFUSE
  }

  /// What came of a file.
  ///
  /// @param text the price book
  /// @param models how many model names it prices
  /// @param left what could not be taken, a row per model and reason
  public record Imported(String text, int models, List<Problem> left) {}

  /// Prices found, and what could not be taken.
  static final class Found {
    final List<PriceEntry> entries = new ArrayList<>();
    final List<Problem> left = new ArrayList<>();
    private final String file;

    Found(String file) {
      this.file = file;
    }

    void leave(String model, String reason, String message) {
      left.add(new Problem("prices/" + file, model, reason, message));
    }
  }

  private PriceImport() {}

  /// Reads a map, plain or gzipped.
  ///
  /// @throws IllegalArgumentException for a file that is none of that format
  public static Imported read(Format format, Path file) {
    var name = String.valueOf(file.getFileName());
    var found = new Found(name);
    var root = tree(file);
    boolean array = format != Format.LITELLM;
    if (array != root.isArray()) {
      throw new IllegalArgumentException(
          "%s is no price map of the format %s. Maybe another of --format genai-prices, litellm, langfuse?"
              .formatted(file, format.name().toLowerCase(Locale.ROOT).replace('_', '-')));
    }
    switch (format) {
      case GENAI_PRICES -> new GenAiPrices(found).read(root);
      case LITELLM -> new LiteLlmPrices(found).read(root);
      case LANGFUSE -> new LangfusePrices(found).read(root);
    }
    var models = found.entries.stream().map(e -> e.provider() + "/" + e.model()).distinct().count();
    return new Imported(text(format, name, found), (int) models, found.left);
  }

  private static JsonNode tree(Path file) {
    try (var in = open(file)) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(file + " is no JSON: " + e.getMessage(), e);
    }
  }

  private static InputStream open(Path file) throws IOException {
    var in = Files.newInputStream(file);
    return file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
  }

  /// Writes a book. A file that somebody else wrote is never overwritten, and one that would be the
  /// same is not touched.
  ///
  /// @return whether anything changed
  /// @throws IllegalArgumentException when the file was not imported
  public static boolean write(Imported book, Path out) throws IOException {
    if (Files.exists(out)) {
      var before = Files.readString(out);
      if (!before.startsWith(HEADER)) {
        throw new IllegalArgumentException(
            out
                + " was not imported, and is left as it is. Maybe another --out, and both in llm.prices?");
      }
      if (before.equals(book.text())) {
        return false;
      }
    }
    Files.writeString(out, book.text());
    return true;
  }

  private static String text(Format format, String file, Found found) {
    var text = new StringBuilder(HEADER);
    text.append("import again to renew it, and write corrections into a file of your own\n")
        .append("# that llm.prices names after it.\n")
        .append("currency: USD\n")
        .append("source: ")
        .append(quoted(format.name().toLowerCase(Locale.ROOT).replace('_', '-') + " " + file))
        .append("\nmediaAsText: true\ntiers:\n");
    TIERS.forEach((provider, tiers) -> {
      text.append("  ").append(quoted(provider)).append(": {standard: 1");
      new TreeMap<>(tiers)
          .forEach((tier, factor) -> text.append(", ").append(tier).append(": ").append(factor));
      text.append("}\n");
    });
    text.append("prices:\n");
    found.entries.forEach(entry -> text.append("  - ").append(line(entry)).append('\n'));
    return text.toString();
  }

  private static String line(PriceEntry e) {
    var parts = new ArrayList<String>();
    parts.add("provider: " + quoted(e.provider()));
    parts.add("model: " + quoted(e.model()));
    if (e.from() != null) {
      parts.add("from: " + quoted(e.from()));
    }
    if (e.tier() != null) {
      parts.add("tier: " + quoted(e.tier()));
    }
    if (e.perMillion() != null && !e.perMillion().isEmpty()) {
      parts.add("perMillion: " + prices(e.perMillion()));
    }
    if (e.above() != null && !e.above().isEmpty()) {
      var above = new ArrayList<String>();
      e.above().forEach((tokens, prices) -> above.add(tokens + ": " + prices(prices)));
      parts.add("above: {" + String.join(", ", above) + "}");
    }
    if (e.each() != null && !e.each().isEmpty()) {
      parts.add("each: " + prices(e.each()));
    }
    if (e.names() != null && !e.names().isEmpty()) {
      parts.add(
          "names: ["
              + String.join(", ", e.names().stream().map(PriceImport::quoted).toList())
              + "]");
    }
    return "{" + String.join(", ", parts) + "}";
  }

  private static String prices(Map<String, BigDecimal> prices) {
    var parts = new ArrayList<String>();
    prices.forEach(
        (word, price) -> parts.add(word + ": " + price.stripTrailingZeros().toPlainString()));
    return "{" + String.join(", ", parts) + "}";
  }

  private static String quoted(String text) {
    return JSON.writeValueAsString(text);
  }

  /// Anthropic's published rule, which no public map says: a cache write that lives for an hour
  /// costs twice the input.
  static void hourWrites(String model, Map<String, BigDecimal> perMillion) {
    var input = perMillion.get("input");
    if (input != null
        && model.contains("claude")
        && perMillion.containsKey("cacheWrite5m")
        && !perMillion.containsKey("cacheWrite1h")) {
      perMillion.put("cacheWrite1h", input.multiply(BigDecimal.TWO));
    }
  }

  static Map<String, BigDecimal> ordered() {
    return new LinkedHashMap<>();
  }
}
