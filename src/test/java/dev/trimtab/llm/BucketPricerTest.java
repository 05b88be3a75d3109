package dev.trimtab.llm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.model.llm.LlmOwned;
import dev.trimtab.model.llm.LlmOwner;
import dev.trimtab.model.llm.LlmPrice;
import dev.trimtab.model.llm.LlmScope;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.model.llm.TokenKind;
import dev.trimtab.units.Money;
import dev.trimtab.units.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BucketPricerTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final LlmScope GPT = LlmScope.of("openai", "gpt-5");

  private final BucketPricer pricer =
      new BucketPricer(
          new LlmLedger(
              new PriceBook(
                  List.of(
                      price("gpt-5", "standard", 0, "2026-01-01", "2"),
                      price("gpt-5", "batch", 0, "2026-01-01", "1"),
                      price("gpt-5", "standard", 200_000, "2026-01-01", "4"),
                      price("gpt-5", "standard", 0, "2026-11-21", "3"),
                      price("gpt-5-mini", "standard", 0, "2026-01-01", "0.5"))),
              new Attribution(
                  List.of(
                      new LlmOwner(
                          new LlmOwner.Match("", "", "", "k2", "", "", "", ""),
                          new LlmOwned("shop", "", ""),
                          null,
                          null)))));

  private static LlmPrice price(String model, String tier, long context, String from, String usd) {
    return new LlmPrice(
        "openai",
        model,
        TokenKind.INPUT,
        tier,
        context,
        LocalDate.parse(from),
        Money.usd(usd),
        "test");
  }

  private double cost(LlmScope scope, Instant at) {
    var hour = new TimeWindow(at, at.plus(Duration.ofHours(1)));
    return pricer.price(new ProviderUsage(scope, hour, Map.of("input_tokens", 1_000_000L))).cost();
  }

  @Test
  void what_tells_prices_apart_is_told_apart_in_what_is_remembered() {
    assertThat(cost(GPT.apiKey("k1"), NOON)).isEqualTo(2);
    assertThat(cost(GPT.apiKey("k2"), NOON)).isEqualTo(2);
    assertThat(cost(GPT.tier("batch"), NOON)).isEqualTo(1);
    assertThat(cost(GPT.context("200k-1M"), NOON)).isEqualTo(4);
    assertThat(cost(GPT, NOON.plus(Duration.ofDays(1)))).isEqualTo(3);
    assertThat(cost(LlmScope.of("openai", "gpt-5-mini"), NOON)).isEqualTo(0.5);
    assertThat(cost(LlmScope.of("mistral", "gpt-5"), NOON)).isZero();
  }

  @Test
  void keys_of_one_price_keep_their_owners() {
    var hour = new TimeWindow(NOON, NOON.plus(Duration.ofHours(1)));
    var teams =
        List.of("k1", "k2").stream()
            .map(key -> pricer.price(new ProviderUsage(GPT.apiKey(key), hour, Map.of())))
            .map(bucket -> bucket.owner().team())
            .toList();
    assertThat(teams).containsExactly("unattributed", "shop");
  }
}
