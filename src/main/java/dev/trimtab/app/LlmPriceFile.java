package dev.trimtab.app;

import dev.trimtab.app.config.ConfigError;
import dev.trimtab.app.config.ConfigInvalid;
import dev.trimtab.model.llm.LlmPrice;
import dev.trimtab.model.llm.TokenKind;
import dev.trimtab.units.Money;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The dated price book of LLM tokens, a YAML file.
final class LlmPriceFile {
  private static final Map<String, TokenKind> KINDS =
      Map.ofEntries(
          Map.entry("input", TokenKind.INPUT),
          Map.entry("cachedInput", TokenKind.CACHED_INPUT),
          Map.entry("cacheWrite5m", TokenKind.CACHE_WRITE_5M),
          Map.entry("cacheWrite1h", TokenKind.CACHE_WRITE_1H),
          Map.entry("output", TokenKind.OUTPUT),
          Map.entry("audioInput", TokenKind.AUDIO_INPUT),
          Map.entry("audioCachedInput", TokenKind.AUDIO_CACHED_INPUT),
          Map.entry("audioOutput", TokenKind.AUDIO_OUTPUT),
          Map.entry("imageInput", TokenKind.IMAGE_INPUT),
          Map.entry("imageCachedInput", TokenKind.IMAGE_CACHED_INPUT),
          Map.entry("imageOutput", TokenKind.IMAGE_OUTPUT));

  private final String name;
  private final Book book;

  /// The file as it is written.
  private record Book(
      String currency,
      String source,
      Map<String, Map<String, BigDecimal>> tiers,
      List<Entry> prices) {}

  private record Entry(
      String provider,
      String model,
      @Nullable String from,
      Map<String, BigDecimal> perMillion,
      @Nullable Map<Long, Map<String, BigDecimal>> above) {}

  private LlmPriceFile(String name, Book book) {
    this.name = name;
    this.book = book;
  }

  /// Reads a file, or the one in the jar where there is no such file.
  ///
  /// @throws ConfigInvalid for a file that is no price book
  static List<LlmPrice> read(String name) {
    try (var stream = open(name)) {
      return new LlmPriceFile(name, new YAMLMapper().readValue(stream, Book.class)).prices();
    } catch (IOException | JacksonException e) {
      throw invalid(name, "is no price book: " + e.getMessage());
    }
  }

  private static InputStream open(String name) throws IOException {
    var file = Path.of(name);
    if (Files.exists(file)) {
      return Files.newInputStream(file);
    }
    var shipped = LlmPriceFile.class.getClassLoader().getResourceAsStream(name);
    if (shipped == null) {
      throw invalid(name, "does not exist. Maybe leave llm.prices out, for the one in the jar");
    }
    return shipped;
  }

  private static ConfigInvalid invalid(String name, String message) {
    return new ConfigInvalid(List.of(new ConfigError(name, 0, "", message)));
  }

  private List<LlmPrice> prices() {
    var prices = new ArrayList<LlmPrice>();
    for (var entry : book.prices()) {
      var tiers = book.tiers().getOrDefault(entry.provider(), Map.of("standard", BigDecimal.ONE));
      tiers.forEach((tier, factor) -> {
        add(prices, entry, tier, factor, 0, entry.perMillion());
        if (entry.above() != null) {
          entry.above().forEach((tokens, above) -> add(prices, entry, tier, factor, tokens, above));
        }
      });
    }
    return prices;
  }

  private void add(
      List<LlmPrice> into,
      Entry entry,
      String tier,
      BigDecimal factor,
      long above,
      Map<String, BigDecimal> perMillion) {
    var currency = Currency.getInstance(book.currency());
    perMillion.forEach((word, price) -> {
      var kind = KINDS.get(word);
      if (kind == null) {
        throw invalid(
            name,
            "has a price for \"%s\" of %s, which is no kind of token. Known: %s"
                .formatted(
                    word,
                    entry.model(),
                    String.join(", ", KINDS.keySet().stream().sorted().toList())));
      }
      var money = new Money(currency, price.multiply(factor));
      into.add(
          new LlmPrice(
              entry.provider(),
              entry.model(),
              kind,
              tier,
              above,
              day(entry),
              money,
              book.source()));
    });
  }

  private LocalDate day(Entry entry) {
    if (entry.from() == null) {
      return LocalDate.EPOCH;
    }
    try {
      return LocalDate.parse(entry.from());
    } catch (DateTimeParseException e) {
      throw invalid(
          name,
          "has the day \"%s\" for %s; wanted such as 2026-09-01"
              .formatted(entry.from(), entry.model()));
    }
  }
}
