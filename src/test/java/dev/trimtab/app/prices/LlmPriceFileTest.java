package dev.trimtab.app.prices;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.llm.Price;
import dev.trimtab.llm.PriceBook;
import dev.trimtab.model.llm.LlmScope;
import dev.trimtab.model.llm.TokenKind;
import dev.trimtab.units.Money;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LlmPriceFileTest {
  private static final PriceBook BOOK =
      new PriceBook(List.of(LlmPriceFile.read("config/prices/llm.yaml")));

  @ParameterizedTest
  @CsvSource({
    "openai, gpt-4o-2024-08-06, standard, 2.5, 10",
    "openai, gpt-4o-2024-05-13, standard, 5, 15",
    "openai, gpt-4o-mini-2024-07-18, standard, 0.15, 0.6",
    "openai, gpt-4.1-mini-2025-04-14, batch, 0.2, 0.8",
    "openai, gpt-3.5-turbo-0125, standard, 0.5, 1.5",
    "openai, gpt-5-2025-08-07, standard, 1.25, 10",
    "openai, gpt-5-codex, standard, 1.25, 10",
    "openai, o3-2025-04-16, standard, 2, 8",
    "openai, gpt-5.4-2026-03-05, standard, 2.5, 15",
    "anthropic, claude-sonnet-4-20250514, standard, 3, 15",
    "anthropic, claude-opus-4-20250514, batch, 7.5, 37.5",
    "anthropic, claude-haiku-4-5-20251001, standard, 1, 5",
    "anthropic, claude-3-5-haiku-latest, standard, 0.8, 4",
    "anthropic, claude-opus-4-5-20251101, standard, 5, 25"
  })
  void models_are_priced_by_the_names_that_they_are_billed_under(
      String provider, String model, String tier, String input, String output) {
    var scope = new LlmScope(provider, "", "", "", model, tier, "");
    var day = LocalDate.parse("2026-11-23");
    assertThat(BOOK.of(scope, TokenKind.INPUT, day)).isEqualTo(new Price.Known(Money.usd(input)));
    assertThat(BOOK.of(scope, TokenKind.OUTPUT, day)).isEqualTo(new Price.Known(Money.usd(output)));
  }
}
