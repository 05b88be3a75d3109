package dev.trimtab.app.prices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimtab.llm.Price;
import dev.trimtab.llm.PriceBook;
import dev.trimtab.model.Problem;
import dev.trimtab.model.llm.LlmScope;
import dev.trimtab.model.llm.TokenKind;
import dev.trimtab.units.Money;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PriceImportTest {
  private static final Path DATA = Path.of("../shared/data/prices/llm");
  private static final LocalDate DAY = LocalDate.parse("2026-11-01");

  @TempDir private Path folder;

  private PriceBook book(PriceImport.Format format, String file) throws IOException {
    return new PriceBook(List.of(LlmPriceFile.read(imported(format, file).toString())));
  }

  private Path imported(PriceImport.Format format, String file) throws IOException {
    var out = folder.resolve(format + ".yaml");
    PriceImport.write(PriceImport.read(format, DATA.resolve(file)), out);
    return out;
  }

  private static Price price(PriceBook book, LlmScope scope, TokenKind kind) {
    return book.of(scope, kind, DAY);
  }

  private static Price known(String perMillion) {
    return new Price.Known(Money.usd(perMillion));
  }

  @Test
  void genai_prices_keep_days_context_tiers_names_and_fallback_providers() throws IOException {
    var book = book(PriceImport.Format.GENAI_PRICES, "genai-prices_data.json.gz");
    var sonnet = LlmScope.of("anthropic", "claude-sonnet-5-20260701");
    assertThat(book.of(sonnet, TokenKind.INPUT, LocalDate.parse("2026-08-31")))
        .isEqualTo(known("2"));
    assertThat(book.of(sonnet, TokenKind.INPUT, LocalDate.parse("2026-09-01")))
        .isEqualTo(known("3"));
    assertThat(price(book, sonnet, TokenKind.CACHE_WRITE_1H)).isEqualTo(known("6"));
    assertThat(price(book, sonnet.tier("batch"), TokenKind.OUTPUT)).isEqualTo(known("7.5"));
    var gpt = LlmScope.of("openai", "gpt-5-4-2026-03-05");
    assertThat(price(book, gpt, TokenKind.INPUT)).isEqualTo(known("2.5"));
    assertThat(price(book, gpt.context("272k-1M"), TokenKind.INPUT)).isEqualTo(known("5"));
    assertThat(price(book, LlmScope.of("azure.ai.openai", "gpt-35-turbo"), TokenKind.INPUT))
        .isInstanceOf(Price.Known.class);
    assertThat(price(book, LlmScope.of("gcp.gemini", "gemini-2.5-pro"), TokenKind.AUDIO_INPUT))
        .isEqualTo(known("1.25"));
    assertThat(price(book, LlmScope.of("perplexity", "sonar"), TokenKind.REQUEST))
        .isEqualTo(known("12000"));
    assertThat(price(book, LlmScope.of("openai", "gpt-6"), TokenKind.INPUT))
        .isInstanceOfSatisfying(
            Price.Unknown.class,
            unknown -> assertThat(unknown.message()).contains("the nearest known name is gpt-"));
  }

  @Test
  void litellm_prices_keep_batches_and_pieces_and_leave_out_regions_aloud() throws IOException {
    var format = PriceImport.Format.LITELLM;
    var file = "tokencost_model_prices_litellm_format.json.gz";
    var book = book(format, file);
    assertThat(price(book, LlmScope.of("openai", "gpt-4o"), TokenKind.INPUT))
        .isEqualTo(known("2.5"));
    assertThat(price(book, LlmScope.of("openai", "gpt-4o").tier("batch"), TokenKind.INPUT))
        .isEqualTo(known("1.25"));
    var gemini = LlmScope.of("gcp.gemini", "gemini-1.5-pro");
    assertThat(price(book, gemini.context("128k"), TokenKind.OUTPUT)).isEqualTo(known("21"));
    assertThat(price(book, LlmScope.of("openai", "whisper-1"), TokenKind.SECOND))
        .isEqualTo(known("100"));
    assertThat(price(book, LlmScope.of("openai", "tts-1"), TokenKind.CHARACTER))
        .isEqualTo(known("15"));
    var left =
        PriceImport.read(format, DATA.resolve(file)).left().stream()
            .collect(Collectors.groupingBy(Problem::reason, Collectors.counting()));
    assertThat(left).containsKeys("price-by-region", "no-price", "unknown-price");
  }

  @Test
  void langfuse_prices_keep_patterns_and_service_tiers() throws IOException {
    var book = book(PriceImport.Format.LANGFUSE, "langfuse_default-model-prices.json.gz");
    var gpt = LlmScope.of("openai", "openai/gpt-4o");
    assertThat(price(book, gpt, TokenKind.CACHED_INPUT)).isEqualTo(known("1.25"));
    assertThat(price(book, gpt.tier("priority"), TokenKind.OUTPUT)).isEqualTo(known("17"));
    assertThat(price(book, LlmScope.of("openai", "gpt-4o-mini"), TokenKind.INPUT))
        .isNotEqualTo(price(book, gpt, TokenKind.INPUT));
  }

  @Test
  void of_two_books_the_later_wins_where_it_knows_and_the_earlier_prices_the_rest()
      throws IOException {
    var own =
        Files.writeString(
            folder.resolve("own.yaml"),
            """
            currency: USD
            source: contract
            prices:
              - {provider: openai, model: gpt-4o, perMillion: {input: 2}, names: ["my-gpt-*"]}
            """);
    var book =
        new PriceBook(
            List.of(
                LlmPriceFile.read("config/prices/llm.yaml"), LlmPriceFile.read(own.toString())));
    var scope = LlmScope.of("openai", "gpt-4o");
    assertThat(price(book, scope, TokenKind.INPUT)).isEqualTo(known("2"));
    assertThat(price(book, scope, TokenKind.OUTPUT)).isEqualTo(known("10"));
    assertThat(price(book, scope.tier("batch"), TokenKind.INPUT)).isEqualTo(known("1.25"));
    assertThat(price(book, scope.model("my-gpt-blue"), TokenKind.INPUT)).isEqualTo(known("2"));
  }

  @Test
  void a_file_that_was_not_imported_is_never_overwritten_and_the_wrong_format_is_told()
      throws IOException {
    var own = Files.writeString(folder.resolve("own.yaml"), "currency: USD\n");
    var map = DATA.resolve("langfuse_default-model-prices.json.gz");
    var book = PriceImport.read(PriceImport.Format.LANGFUSE, map);
    assertThatThrownBy(() -> PriceImport.write(book, own))
        .hasMessageContaining("was not imported, and is left as it is");
    assertThat(own).hasContent("currency: USD\n");
    assertThatThrownBy(() -> PriceImport.read(PriceImport.Format.LITELLM, map))
        .hasMessageContaining("is no price map of the format litellm");
  }
}
