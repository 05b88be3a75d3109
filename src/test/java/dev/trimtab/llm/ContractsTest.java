package dev.trimtab.llm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.model.llm.BalanceDraw;
import dev.trimtab.model.llm.LlmContract;
import dev.trimtab.model.llm.LlmPrice;
import dev.trimtab.model.llm.LlmScope;
import dev.trimtab.model.llm.PricedTokens;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.model.llm.TokenKind;
import dev.trimtab.units.Money;
import dev.trimtab.units.TimeWindow;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What usage costs after discounts and prepaid balances.
final class ContractsTest {
  private static final LocalDate FIRST = LocalDate.parse("2026-10-01");
  private static final LocalDate STEP = LocalDate.parse("2026-10-16");

  private static LlmLedger ledger(LlmContract... contracts) {
    var book =
        new PriceBook(
            List.of(price("openai", "m"), price("openai", "o3"), price("anthropic", "m")));
    return new LlmLedger(
        book, new Attribution(List.of()), new Contracts(List.of(contracts)), Fx.NONE, Money.USD);
  }

  /// One dollar a million.
  private static LlmPrice price(String provider, String model) {
    return new LlmPrice(
        provider, model, TokenKind.INPUT, "standard", 0, LocalDate.EPOCH, Money.usd("1"), "test");
  }

  private static ProviderUsage usage(LlmScope scope, LocalDate day, long dollars) {
    return new ProviderUsage(
        scope,
        TimeWindow.ending(
            day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant(), Duration.ofDays(1)),
        Map.of("input_tokens", dollars * 1_000_000));
  }

  private static LlmScope model(String name) {
    return LlmScope.of("openai", name);
  }

  private static LlmContract balance(String amount, String paidShare, LocalDate from) {
    return LlmContract.prepaid(
        "openai", new BigDecimal(amount), new BigDecimal(paidShare), from, null);
  }

  private static PricedTokens one(LlmLedger ledger, LlmScope scope, LocalDate day) {
    return ledger.price(List.of(usage(scope, day, 100))).value().getFirst();
  }

  private static BigDecimal sum(
      List<PricedTokens> rows, Function<PricedTokens, @Nullable Money> amount) {
    var sum = BigDecimal.ZERO;
    for (var row : rows) {
      var money = amount.apply(row);
      sum = sum.add(money == null ? BigDecimal.ZERO : money.amount());
    }
    return sum;
  }

  @Test
  void a_discount_lowers_what_is_effective_and_a_balance_what_is_billed() {
    var ledger =
        ledger(
            LlmContract.discount("openai", "", new BigDecimal("0.10"), null, null),
            LlmContract.discount("openai", "m*", new BigDecimal("0.20"), null, STEP),
            balance("500000", "0.9", STEP));
    var before = one(ledger, model("m"), FIRST);
    assertThat(List.of(before.cost(), before.effective(), before.billed()))
        .containsExactly(Money.usd("100"), Money.usd("80"), Money.usd("80"));
    assertThat(one(ledger, model("o3"), FIRST).effective()).isEqualTo(Money.usd("90"));
    var covered = one(ledger, model("m"), STEP);
    assertThat(List.of(covered.cost(), covered.effective(), covered.billed()))
        .containsExactly(Money.usd("100"), Money.usd("81"), Money.usd("0"));
    assertThat(one(ledger, LlmScope.of("anthropic", "m"), STEP).billed())
        .isEqualTo(Money.usd("100"));
  }

  @Test
  void what_goes_beyond_a_balance_is_billed_at_the_agreed_price() {
    // the drawdown of the draft FOCUS tables: list 25, agreed 20, all of it covered; then the rest
    var ledger =
        ledger(
            LlmContract.discount("openai", "", new BigDecimal("0.20"), null, null),
            balance("30", "1", FIRST));
    var pricer = ledger.days(Map.of());
    var first = pricer.price(FIRST, List.of(usage(model("m"), FIRST, 25)));
    assertThat(first.rows().getFirst().effective()).isEqualTo(Money.usd("20"));
    assertThat(first.rows().getFirst().billed()).isEqualTo(Money.usd("0"));
    assertThat(first.drawn()).extracting(BalanceDraw::drawn).containsExactly(Money.usd("20"));
    // 10 are left of 40 on the second day: a quarter of each row
    var next = FIRST.plusDays(1);
    var second =
        pricer.price(next, List.of(usage(model("m"), next, 40), usage(model("o3"), next, 10)));
    assertThat(second.rows())
        .extracting(PricedTokens::billed)
        .containsExactly(Money.usd("24"), Money.usd("6"));
    assertThat(second.rows())
        .extracting(PricedTokens::effective)
        .containsExactly(Money.usd("32"), Money.usd("8"));
    var third = next.plusDays(1);
    assertThat(pricer.price(third, List.of(usage(model("m"), third, 5))).rows())
        .extracting(PricedTokens::billed)
        .containsExactly(Money.usd("4"));
  }

  @Test
  void what_was_drawn_before_is_gone_and_what_is_taken_back_returns() {
    var balance = balance("100", "0.5", FIRST);
    var pricer = ledger(balance).days(Map.of(balance, new BigDecimal("95")));
    var rows = pricer.price(STEP, List.of(usage(model("m"), STEP, 10))).rows();
    assertThat(rows.getFirst().billed()).isEqualTo(Money.usd("5"));
    // 5 of the balance, for which half was paid, and 5 that are billed
    assertThat(rows.getFirst().effective()).isEqualTo(Money.usd("7.5"));
    var next = STEP.plusDays(1);
    pricer.price(next, List.of(usage(model("m"), next, -8)));
    var later = next.plusDays(1);
    assertThat(pricer.price(later, List.of(usage(model("m"), later, 10))).rows())
        .extracting(PricedTokens::billed)
        .containsExactly(Money.usd("2"));
  }

  @Test
  void the_older_of_two_balances_is_drawn_before_the_newer() {
    var pricer = ledger(balance("100", "0.8", STEP), balance("10", "0.9", FIRST)).days(Map.of());
    var day = pricer.price(STEP, List.of(usage(model("m"), STEP, 30)));
    assertThat(day.drawn())
        .extracting(draw -> draw.drawn().stored())
        .containsExactly(Money.usd("10"), Money.usd("20"));
    var row = day.rows().getFirst();
    assertThat(sum(List.of(row), PricedTokens::effective).setScale(9, RoundingMode.HALF_UP))
        .isEqualByComparingTo("25");
    assertThat(sum(List.of(row), PricedTokens::billed).setScale(9, RoundingMode.HALF_UP))
        .isEqualByComparingTo("0");
  }

  @Property(tries = 100)
  void billed_is_what_the_balance_does_not_cover_whatever_the_days(
      @ForAll @LongRange(min = 0, max = 1000) long balance,
      @ForAll List<@LongRange(min = 0, max = 400) Long> days) {
    var pricer = ledger(balance(Long.toString(balance), "0.9", FIRST)).days(Map.of());
    var billed = BigDecimal.ZERO;
    long all = 0;
    for (int i = 0; i < days.size(); i++) {
      var day = FIRST.plusDays(i);
      var rows =
          pricer
              .price(day, List.of(usage(model("m"), day, days.get(i)), usage(model("o3"), day, 1)))
              .rows();
      billed = billed.add(sum(rows, PricedTokens::billed));
      all += days.get(i) + 1;
    }
    assertThat(billed.setScale(9, RoundingMode.HALF_UP))
        .isEqualByComparingTo(BigDecimal.valueOf(Math.max(0, all - balance)));
  }
}
