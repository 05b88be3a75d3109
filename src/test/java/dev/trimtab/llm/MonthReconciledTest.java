package dev.trimtab.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trimtab.app.prices.LlmPriceFile;
import dev.trimtab.model.llm.FxRate;
import dev.trimtab.model.llm.LlmDifference;
import dev.trimtab.model.llm.LlmScope;
import dev.trimtab.model.llm.ProviderCost;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.units.Money;
import dev.trimtab.units.TimeWindow;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A month of traffic at two providers, whose own reports are made here from prices written out
/// again, each in its own way: OpenAI by the exact amount, Anthropic in whole cents by line, and an
/// organization that is billed in euros.
final class MonthReconciledTest {
  private static final LocalDate FIRST = LocalDate.parse("2026-10-01");
  private static final Currency EUR = Currency.getInstance("EUR");

  /// USD of one EUR, with a step in the middle of the month.
  private static final BigDecimal EARLY = new BigDecimal("1.08");

  private static final BigDecimal LATE = new BigDecimal("1.10");
  private static final LocalDate STEP = LocalDate.parse("2026-10-16");

  private final List<ProviderUsage> usage = new ArrayList<>();
  private final List<ProviderCost> costs = new ArrayList<>();
  private final Random random = new Random(5);

  /// Dollars of a million of: plain input, cached, written for 5 min, written for 1 h, output.
  private record Rates(String input, String cached, String write5m, String write1h, String output) {
    BigDecimal of(long... tokens) {
      var sum = BigDecimal.ZERO;
      var rates = List.of(input, cached, write5m, write1h, output);
      for (int i = 0; i < tokens.length; i++) {
        sum = sum.add(new BigDecimal(rates.get(i)).multiply(BigDecimal.valueOf(tokens[i])));
      }
      return sum.movePointLeft(6);
    }
  }

  private static final Rates GPT_5 = new Rates("1.25", "0.125", "1.25", "1.25", "10");
  private static final Rates GPT_5_4_LONG = new Rates("5", "0.5", "5", "5", "22.5");
  private static final Rates OPUS = new Rates("5", "0.5", "6.25", "10", "25");
  private static final Rates SONNET_LONG = new Rates("6", "0.6", "7.5", "12", "22.5");

  private long tokens(int most) {
    return 1L + random.nextInt(most);
  }

  private static TimeWindow hour(LocalDate day, int hour) {
    return TimeWindow.ending(
        day.atStartOfDay(ZoneOffset.UTC).toInstant().plus(Duration.ofHours(hour + 1L)),
        Duration.ofHours(1));
  }

  private static TimeWindow day(LocalDate day) {
    Instant end = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    return TimeWindow.ending(end, Duration.ofDays(1));
  }

  private BigDecimal openai(LlmScope scope, LocalDate day, Rates rates) {
    var sum = BigDecimal.ZERO;
    for (int hour = 0; hour < 24; hour++) {
      long fresh = tokens(3_000_000);
      long cached = tokens(2_000_000);
      long output = tokens(400_000);
      usage.add(
          new ProviderUsage(
              scope,
              hour(day, hour),
              Map.of(
                  "input_tokens",
                  fresh + cached,
                  "input_cached_tokens",
                  cached,
                  "output_tokens",
                  output,
                  "num_model_requests",
                  500L)));
      sum = sum.add(rates.of(fresh, cached, 0, 0, output));
    }
    return sum;
  }

  private BigDecimal anthropic(LlmScope scope, LocalDate day, Rates rates) {
    var sum = BigDecimal.ZERO;
    for (int hour = 0; hour < 24; hour++) {
      long[] t = {
        tokens(900_000), tokens(4_000_000), tokens(300_000), tokens(100_000), tokens(200_000)
      };
      usage.add(
          new ProviderUsage(
              scope,
              hour(day, hour),
              Map.of(
                  "uncached_input_tokens", t[0],
                  "cache_read_input_tokens", t[1],
                  "cache_creation.ephemeral_5m_input_tokens", t[2],
                  "cache_creation.ephemeral_1h_input_tokens", t[3],
                  "output_tokens", t[4])));
      sum = sum.add(rates.of(t));
    }
    return sum;
  }

  private void report(String provider, String project, LocalDate day, String line, Money amount) {
    costs.add(new ProviderCost(provider, project, line, day(day), amount));
  }

  private static Money cents(BigDecimal amount) {
    // with nine places, as the store keeps it
    return new Money(Money.USD, amount.setScale(2, RoundingMode.HALF_UP).setScale(9));
  }

  private void month() {
    for (int i = 0; i < 31; i++) {
      var day = FIRST.plusDays(i);
      var gpt = LlmScope.of("openai", "gpt-5-2025-08-07").project("proj_a");
      var standard = openai(gpt, day, GPT_5);
      var batch = openai(gpt.tier("batch"), day, GPT_5).divide(BigDecimal.TWO);
      report("openai", "proj_a", day, "gpt-5, standard", Money.usd(standard.toPlainString()));
      report("openai", "proj_a", day, "gpt-5, batch", Money.usd(batch.toPlainString()));
      var wide = LlmScope.of("openai", "gpt-5.4").project("proj_eu").context("272k-1M");
      var euros =
          openai(wide, day, GPT_5_4_LONG)
              .divide(day.isBefore(STEP) ? EARLY : LATE, 9, RoundingMode.HALF_UP);
      report("openai", "proj_eu", day, "gpt-5.4", new Money(EUR, euros));
      var opus = LlmScope.of("anthropic", "claude-opus-5").project("ws_1");
      report("anthropic", "ws_1", day, "opus", cents(anthropic(opus, day, OPUS)));
      report(
          "anthropic",
          "ws_1",
          day,
          "opus, batch",
          cents(anthropic(opus.tier("batch"), day, OPUS).divide(BigDecimal.TWO)));
      var sonnet = LlmScope.of("anthropic", "claude-sonnet-4-5").project("ws_2").context("200k-1M");
      report("anthropic", "ws_2", day, "sonnet", cents(anthropic(sonnet, day, SONNET_LONG)));
    }
    // a bucket taken back a day later, and money given back
    var refunded = usage.getFirst();
    var negative = new HashMap<String, Long>();
    refunded.counters().forEach((name, count) -> negative.put(name, -count));
    usage.add(new ProviderUsage(refunded.scope(), hour(FIRST.plusDays(1), 0), negative));
    long cached = refunded.counters().getOrDefault("input_cached_tokens", 0L);
    var back =
        GPT_5.of(
            refunded.counters().getOrDefault("input_tokens", 0L) - cached,
            cached,
            0,
            0,
            refunded.counters().getOrDefault("output_tokens", 0L));
    costs.add(
        new ProviderCost(
            "openai",
            "",
            "proj_a",
            "gpt-5, taken back",
            ProviderCost.USAGE,
            day(FIRST.plusDays(1)),
            Money.usd(back.negate().toPlainString()),
            Money.usd(back.negate().toPlainString())));
    report("openai", "proj_a", FIRST.plusDays(9), "goodwill", Money.usd("-250"));
    // the priority tier, which Anthropic's report leaves out
    anthropic(
        LlmScope.of("anthropic", "claude-opus-5").project("ws_1").tier("priority"),
        FIRST.plusDays(3),
        OPUS);
  }

  private LlmLedger ledger(List<FxRate> rates) {
    var priority =
        LlmPriceFile.read("config/prices/llm.yaml").prices().stream()
            .filter(p -> p.model().equals("claude-opus-5") && p.tier().equals("standard"))
            .map(p ->
                new dev.trimtab.model.llm.LlmPrice(
                    p.provider(),
                    p.model(),
                    p.kind(),
                    "priority",
                    p.contextFrom(),
                    p.from(),
                    p.perMillion(),
                    "contract"))
            .toList();
    var book =
        new PriceBook(
            List.of(
                LlmPriceFile.read("config/prices/llm.yaml"),
                new dev.trimtab.model.llm.LlmPrices(priority, List.of(), false)));
    return new LlmLedger(
        book, new Attribution(List.of()), Contracts.NONE, new Fx(rates), Money.USD);
  }

  private static List<FxRate> rates() {
    return List.of(
        new FxRate(EUR, Money.USD, LocalDate.parse("2026-01-01"), EARLY),
        new FxRate(EUR, Money.USD, STEP, LATE));
  }

  @Test
  void a_month_reconciles_by_provider_day_and_project_and_every_difference_is_shown() {
    month();
    var ledger = ledger(rates());
    var priced = ledger.price(usage);
    assertThat(priced.problems()).isEmpty();
    var reported = ledger.converted(costs);
    assertThat(reported.problems()).isEmpty();
    var comparison = new LlmReconciler(Money.USD).against(reported.value());
    comparison.add(priced.value());
    var rows = comparison.differences();
    assertThat(rows).hasSize(31 * 4);
    for (var row : rows) {
      assertThat(row.difference().amount().abs())
          .as("%s", row)
          .isLessThanOrEqualTo(row.reported().amount().multiply(new BigDecimal("0.001")));
      assertThat(row.difference()).isEqualTo(row.rounding().plus(row.unexplained()));
    }
    // whole cents by line are within half a cent each: rounding explains all of it
    assertThat(rows)
        .filteredOn(row -> row.provider().equals("anthropic"))
        .allMatch(row -> row.unexplained().signum() == 0)
        .anyMatch(row -> row.rounding().signum() != 0);
    assertThat(rows)
        .filteredOn(row -> row.project().equals("proj_a"))
        .allMatch(row -> row.difference().signum() == 0);
    assertThat(only(rows, "proj_a", 9).credits()).isEqualTo(Money.usd("-250"));
    assertThat(only(rows, "proj_a", 9).note()).contains("credits of -250 USD");
    var priority = only(rows, "ws_1", 3);
    assertThat(priority.unreported().signum()).isPositive();
    assertThat(priority.note()).contains("of the priority tier never appear in its report");
    var share =
        total(rows, LlmDifference::difference)
            .divide(total(rows, LlmDifference::reported), 9, RoundingMode.HALF_UP);
    assertThat(share.abs()).isLessThan(new BigDecimal("0.001"));
  }

  @Test
  void what_the_usage_report_does_not_tell_of_tools_is_named_beside_the_difference() {
    usage.add(
        new ProviderUsage(
            LlmScope.of("openai", "").project("p").endpoint("code_interpreter"),
            hour(FIRST, 3),
            Map.of(ProviderUsage.SESSIONS, 2L)));
    long gib = 1L << 30;
    for (int hour = 0; hour < 24; hour++) {
      usage.add(
          new ProviderUsage(
              LlmScope.of("openai", "").project("p").endpoint("vector_stores"),
              hour(FIRST, hour),
              Map.of(ProviderUsage.STORED_BYTES, 3 * gib)));
    }
    // two sessions of 4 GiB, and two GiB of the three
    report("openai", "p", FIRST, "tools", Money.usd("0.4400"));
    var ledger = ledger(rates());
    var comparison = new LlmReconciler(Money.USD).against(costs);
    comparison.add(ledger.price(usage).value());
    var row = only(comparison.differences(), "p", 0);
    // the price of a byte for an hour is rounded in the 17th digit
    assertThat(row.computed().amount())
        .isCloseTo(new BigDecimal("0.36"), within(new BigDecimal("1e-12")));
    assertThat(row.note())
        .isEqualTo(
            "0.06 USD of code interpreter are priced as the smallest containers, whose size is not told: larger ones cost 4, 16 or 64 times as much; 0.3 USD of file storage are priced from the first byte: an organization's first GiB is free, which is 0.1 USD at most");
  }

  @Test
  void a_currency_without_a_rate_is_told_and_never_taken_one_to_one() {
    month();
    var reported = ledger(List.of()).converted(costs);
    assertThat(reported.value()).noneMatch(cost -> cost.project().equals("proj_eu"));
    assertThat(reported.problems())
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.reason()).isEqualTo("no-exchange-rate");
          assertThat(problem.message()).contains("no rate from EUR to USD on 2026-10-01 in llm.fx");
        });
    var euros =
        new LlmLedger(
                new PriceBook(List.of(LlmPriceFile.read("config/prices/llm.yaml"))),
                new Attribution(List.of()),
                Contracts.NONE,
                Fx.NONE,
                EUR)
            .price(usage.subList(0, 1));
    assertThat(euros.value()).allMatch(row -> row.cost() == null);
    assertThat(euros.problems().getFirst().message()).contains("no rate from USD to EUR");
  }

  private static LlmDifference only(List<LlmDifference> rows, String project, int day) {
    return rows.stream()
        .filter(row -> row.project().equals(project) && row.day().equals(FIRST.plusDays(day)))
        .findFirst()
        .orElseThrow();
  }

  private static BigDecimal total(
      List<LlmDifference> rows, java.util.function.Function<LlmDifference, Money> amount) {
    return rows.stream().map(amount).map(Money::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
