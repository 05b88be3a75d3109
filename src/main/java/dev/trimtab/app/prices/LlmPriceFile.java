package dev.trimtab.app.prices;

import dev.trimtab.app.config.ConfigError;
import dev.trimtab.app.config.ConfigInvalid;
import dev.trimtab.model.llm.LlmPrice;
import dev.trimtab.model.llm.LlmPrices;
import dev.trimtab.model.llm.NameMatch;
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
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// A dated price book of LLM tokens, a YAML file.
public final class LlmPriceFile {
  private final String name;
  private final Book book;
  private final List<LlmPrice> prices = new ArrayList<>();

  /// The file as it is written.
  private record Book(
      String currency,
      String source,
      @Nullable Boolean mediaAsText,
      @Nullable Map<String, Map<String, BigDecimal>> tiers,
      @Nullable Map<String, Map<String, BigDecimal>> regions,
      List<PriceEntry> prices) {}

  private LlmPriceFile(String name, Book book) {
    this.name = name;
    this.book = book;
  }

  /// Reads a file, or the one in the jar where there is no such file.
  ///
  /// @throws ConfigInvalid for a file that is no price book
  public static LlmPrices read(String name) {
    try (var stream = open(name)) {
      return new LlmPriceFile(name, new YAMLMapper().readValue(stream, Book.class)).book();
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

  private LlmPrices book() {
    var names = new ArrayList<LlmPrices.Names>();
    for (var entry : book.prices()) {
      if (entry.tier() != null) {
        add(entry, entry.tier(), BigDecimal.ONE);
      } else {
        tiers(entry).forEach((tier, factor) -> add(entry, tier, factor));
      }
      if (entry.names() != null) {
        names.add(new LlmPrices.Names(entry.provider(), entry.model(), matches(entry)));
      }
    }
    return new LlmPrices(
        prices,
        names,
        Boolean.TRUE.equals(book.mediaAsText()),
        book.regions() == null ? Map.of() : book.regions());
  }

  private Map<String, BigDecimal> tiers(PriceEntry entry) {
    var standard = Map.of("standard", BigDecimal.ONE);
    return book.tiers() == null ? standard : book.tiers().getOrDefault(entry.provider(), standard);
  }

  private List<NameMatch> matches(PriceEntry entry) {
    try {
      return entry.names() == null ? List.of() : entry.names().stream().map(NameMatch::of).toList();
    } catch (PatternSyntaxException e) {
      throw invalid(
          name,
          "has the name \"%s\" for %s, which is no regular expression: %s"
              .formatted(e.getPattern(), entry.model(), e.getDescription()));
    }
  }

  private void add(PriceEntry entry, String tier, BigDecimal factor) {
    if (entry.perMillion() != null) {
      entry
          .perMillion()
          .forEach((word, price) ->
              add(entry, tier, 0, kind(entry, word, PriceWords.PER_MILLION), price, factor));
    }
    if (entry.above() != null) {
      entry
          .above()
          .forEach((tokens, above) ->
              above.forEach((word, price) ->
                  add(
                      entry,
                      tier,
                      tokens,
                      kind(entry, word, PriceWords.PER_MILLION),
                      price,
                      factor)));
    }
    if (entry.each() != null) {
      // a fee for each piece is the same in every tier
      entry
          .each()
          .forEach((word, price) -> {
            var kind = kind(entry, word, PriceWords.EACH);
            add(entry, tier, 0, kind, PriceWords.million(kind, price), BigDecimal.ONE);
          });
    }
  }

  private TokenKind kind(PriceEntry entry, String word, Map<String, TokenKind> words) {
    var kind = words.get(word);
    if (kind == null) {
      throw invalid(
          name,
          "has a price for \"%s\" of %s, which is no kind of token. Known: %s"
              .formatted(
                  word,
                  entry.model(),
                  String.join(", ", words.keySet().stream().sorted().toList())));
    }
    return kind;
  }

  private void add(
      PriceEntry entry,
      String tier,
      long above,
      TokenKind kind,
      BigDecimal price,
      BigDecimal factor) {
    var money = new Money(Currency.getInstance(book.currency()), price.multiply(factor));
    prices.add(
        new LlmPrice(
            entry.provider(), entry.model(), kind, tier, above, day(entry), money, book.source()));
  }

  private LocalDate day(PriceEntry entry) {
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
