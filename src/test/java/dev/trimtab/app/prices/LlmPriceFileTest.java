package dev.trimtab.app.prices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trimtab.llm.Attribution;
import dev.trimtab.llm.BucketPricer;
import dev.trimtab.llm.LlmLedger;
import dev.trimtab.llm.Price;
import dev.trimtab.llm.PriceBook;
import dev.trimtab.model.llm.LlmScope;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.model.llm.TokenKind;
import dev.trimtab.units.Money;
import dev.trimtab.units.TimeWindow;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
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

  @ParameterizedTest
  @CsvSource({
    "claude-opus-4-6, fast, '', 2026-02-10, 30, 3",
    "claude-opus-4-6, fast, 200k-1M, 2026-02-10, 60, 6",
    "claude-opus-4-6, fast, 200k-1M, 2026-04-10, 30, 3",
    "claude-opus-4-8, fast, '', 2026-11-23, 10, 1",
    "claude-opus-5, fast, '', 2026-11-23, 10, 1",
    "claude-opus-5, standard, '', 2026-11-23, 5, 0.5"
  })
  void fast_mode_of_claude_has_prices_of_its_own(
      String model, String tier, String context, String day, String input, String cached) {
    var scope = LlmScope.of("anthropic", model).tier(tier).context(context);
    var on = LocalDate.parse(day);
    assertThat(BOOK.of(scope, TokenKind.INPUT, on)).isEqualTo(new Price.Known(Money.usd(input)));
    assertThat(BOOK.of(scope, TokenKind.CACHED_INPUT, on))
        .isEqualTo(new Price.Known(Money.usd(cached)));
    assertThat(BOOK.of(scope, TokenKind.WEB_SEARCH, on)).isInstanceOf(Price.Known.class);
    assertThat(BOOK.of(scope.region("us"), TokenKind.INPUT, on))
        .isEqualTo(new Price.Known(Money.usd(input).times(new BigDecimal("1.1"))));
  }

  @ParameterizedTest
  @CsvSource({
    "claude-sonnet-4-6, fast, us, no fast price",
    "claude-opus-5, priority-fast, us, no priority-fast price",
    "claude-opus-5, standard, eu, no price in the region eu"
  })
  void what_no_book_prices_is_never_taken_for_the_standard_price(
      String model, String tier, String region, String told) {
    var scope = LlmScope.of("anthropic", model).tier(tier).region(region);
    assertThat(BOOK.of(scope, TokenKind.OUTPUT, LocalDate.parse("2026-11-23")))
        .isInstanceOfSatisfying(
            Price.Unknown.class, unknown -> assertThat(unknown.message()).contains(told));
  }

  @Test
  void where_claude_is_computed_changes_what_its_tokens_cost_and_not_its_searches() {
    var opus = LlmScope.of("anthropic", "claude-opus-5");
    var day = LocalDate.parse("2026-11-23");
    assertThat(BOOK.of(opus.region("us"), TokenKind.OUTPUT, day))
        .isEqualTo(new Price.Known(Money.usd("27.5")));
    assertThat(BOOK.of(opus.region("us").tier("batch"), TokenKind.OUTPUT, day))
        .isEqualTo(new Price.Known(Money.usd("13.75")));
    assertThat(BOOK.of(opus.region("global"), TokenKind.OUTPUT, day))
        .isEqualTo(BOOK.of(opus, TokenKind.OUTPUT, day));
    assertThat(BOOK.of(opus.region("us"), TokenKind.WEB_SEARCH, day))
        .isEqualTo(BOOK.of(opus, TokenKind.WEB_SEARCH, day));
  }

  @Test
  void an_hour_is_priced_by_its_region_too() {
    var opus = LlmScope.of("anthropic", "claude-opus-5");
    var pricer = new BucketPricer(new LlmLedger(BOOK, new Attribution(List.of())));
    var hour = TimeWindow.ending(Instant.parse("2026-11-23T04:00:00Z"), Duration.ofHours(1));
    var counters = Map.of("uncached_input_tokens", 1_000_000L);
    assertThat(pricer.price(new ProviderUsage(opus, hour, counters)).cost())
        .isCloseTo(5, within(1e-9));
    assertThat(pricer.price(new ProviderUsage(opus.region("us"), hour, counters)).cost())
        .isCloseTo(5.5, within(1e-9));
  }
}
