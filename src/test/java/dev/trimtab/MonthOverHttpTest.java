package dev.trimtab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.app.prices.LlmPriceFile;
import dev.trimtab.collect.RecordingSink;
import dev.trimtab.collect.http.Http;
import dev.trimtab.collect.http.Retry;
import dev.trimtab.collect.llm.anthropic.AnthropicSource;
import dev.trimtab.collect.llm.api.ProviderSettings;
import dev.trimtab.collect.llm.openai.OpenAiSource;
import dev.trimtab.fixtures.TestDatabase;
import dev.trimtab.llm.Attribution;
import dev.trimtab.llm.Contracts;
import dev.trimtab.llm.Fx;
import dev.trimtab.llm.LlmLedger;
import dev.trimtab.llm.PriceBook;
import dev.trimtab.model.Source;
import dev.trimtab.model.llm.FxRate;
import dev.trimtab.model.llm.LlmPrice;
import dev.trimtab.model.llm.LlmPrices;
import dev.trimtab.model.run.Run;
import dev.trimtab.pipeline.AllocationRun;
import dev.trimtab.store.Database;
import dev.trimtab.units.Money;
import dev.trimtab.units.TimeWindow;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A month of scripted traffic at two providers, read over HTTP by the sources that read the real
/// ones, priced in Postgres, and held against the scripted cost reports in the views that finance
/// reads: cached input, cache writes of both lifetimes, batch and priority tiers, a context tier,
/// usage taken back, credits, and two currencies.
///
/// The reports are made here from prices written out again.
final class MonthOverHttpTest {
  private static final LocalDate FIRST = LocalDate.parse("2026-10-01");
  private static final int DAYS = 31;
  private static final Instant END = Instant.parse("2026-11-01T00:00:00Z");
  private static final BigDecimal USD_OF_EUR = new BigDecimal("1.08");
  private static final int[] HOURS = {0, 5, 9, 10, 11, 14, 20, 23};

  private final Random random = new Random(7);
  private final Database database = TestDatabase.open();
  private final ScriptedMonth provider;

  MonthOverHttpTest() throws IOException {
    provider = new ScriptedMonth();
  }

  @AfterEach
  void close() {
    provider.close();
    database.close();
  }

  private long upTo(int most) {
    return 1L + random.nextInt(most);
  }

  private static Instant at(LocalDate day, int hour) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant().plus(Duration.ofHours(hour));
  }

  /// Dollars of tokens at prices of a million.
  private static BigDecimal cost(long[] tokens, String... prices) {
    var sum = BigDecimal.ZERO;
    for (int i = 0; i < tokens.length; i++) {
      sum = sum.add(new BigDecimal(prices[i]).multiply(BigDecimal.valueOf(tokens[i])));
    }
    return sum.movePointLeft(6);
  }

  private BigDecimal openAi(
      LocalDate day, String project, String model, boolean batch, String... p) {
    var sum = BigDecimal.ZERO;
    for (int hour : HOURS) {
      long[] t = {upTo(3_000_000), upTo(2_000_000), upTo(400_000)};
      provider.openAi(at(day, hour), project, model, batch, t);
      sum = sum.add(cost(t, p));
    }
    return batch ? sum.divide(BigDecimal.TWO) : sum;
  }

  private BigDecimal anthropic(
      LocalDate day, String workspace, String model, String tier, String context, String... p) {
    var sum = BigDecimal.ZERO;
    for (int hour : HOURS) {
      long[] t = {upTo(900_000), upTo(4_000_000), upTo(300_000), upTo(100_000), upTo(200_000)};
      provider.anthropic(at(day, hour), workspace, model, tier, context, t);
      sum = sum.add(cost(t, p));
    }
    return tier.equals("batch") ? sum.divide(BigDecimal.TWO) : sum;
  }

  /// Whole cents, as text.
  private static String cents(BigDecimal usd) {
    return usd.movePointRight(2).setScale(0, RoundingMode.HALF_UP).toPlainString();
  }

  private void month() {
    String[] gpt = {"1.25", "0.125", "10"};
    String[] opus = {"5", "0.5", "6.25", "10", "25"};
    String[] sonnetLong = {"6", "0.6", "7.5", "12", "22.5"};
    for (int i = 0; i < DAYS; i++) {
      var day = FIRST.plusDays(i);
      var standard = openAi(day, "proj_a", "gpt-5-2025-08-07", false, gpt);
      if (i == 5) {
        // usage of the day before that is taken back
        long[] back = {-1_000_000, -500_000, -100_000};
        provider.openAi(at(day, 3), "proj_a", "gpt-5-2025-08-07", false, back);
        standard = standard.add(cost(back, gpt));
      }
      provider.openAiCost(day, "proj_a", "gpt-5, standard", standard, "usd");
      var batch = openAi(day, "proj_a", "gpt-5-2025-08-07", true, gpt);
      provider.openAiCost(day, "proj_a", "gpt-5, batch", batch, "usd");
      var euros = openAi(day, "proj_eu", "gpt-5", false, gpt);
      provider.openAiCost(
          day, "proj_eu", "gpt-5", euros.divide(USD_OF_EUR, 9, RoundingMode.HALF_UP), "eur");
      var messages = anthropic(day, "ws_1", "claude-opus-5", "standard", "0-200k", opus);
      provider.anthropicCost(day, "ws_1", "opus", cents(messages));
      var batches = anthropic(day, "ws_1", "claude-opus-5", "batch", "0-200k", opus);
      provider.anthropicCost(day, "ws_1", "opus, batch", cents(batches));
      var wide = anthropic(day, "ws_2", "claude-sonnet-4-5", "standard", "200k-1M", sonnetLong);
      provider.anthropicCost(day, "ws_2", "sonnet, long context", cents(wide));
    }
    // money that is given back, and a tier that is billed elsewhere
    provider.openAiCost(FIRST.plusDays(9), "proj_a", "goodwill", new BigDecimal("-250"), "usd");
    anthropic(FIRST.plusDays(3), "ws_1", "claude-opus-5", "priority", "0-200k", opus);
  }

  private void collect() throws Exception {
    var http =
        new Http(
            "scripted",
            HttpClient.newHttpClient(),
            Duration.ofSeconds(20),
            new Retry(2, Duration.ofMillis(10), Duration.ofSeconds(1)),
            _ -> {},
            () -> END);
    var settings =
        new ProviderSettings(
            "main",
            provider.url(),
            "sk-admin",
            new Source.Reach(Duration.ofDays(35), Duration.ofDays(3)));
    for (var source :
        List.of(
            new OpenAiSource(settings, http, _ -> {}),
            new AnthropicSource(settings, http, _ -> {}))) {
      var sink = new RecordingSink();
      source.collect(new TimeWindow(at(FIRST, 0), END), sink);
      sink.facts.forEach(database.facts()::save);
      assertThat(sink.completed.getLast()).isEqualTo(END);
    }
  }

  private static LlmLedger ledger() {
    var shipped = LlmPriceFile.read("config/prices/llm.yaml");
    var priority =
        shipped.prices().stream()
            .filter(p -> p.model().equals("claude-opus-5") && p.tier().equals("standard"))
            .map(p ->
                new LlmPrice(
                    p.provider(),
                    p.model(),
                    p.kind(),
                    "priority",
                    p.contextFrom(),
                    p.from(),
                    p.perMillion(),
                    "contract"))
            .toList();
    return new LlmLedger(
        new PriceBook(List.of(shipped, new LlmPrices(priority, List.of(), false))),
        new Attribution(List.of()),
        Contracts.NONE,
        new Fx(List.of(new FxRate(Currency.getInstance("EUR"), Money.USD, FIRST, USD_OF_EUR))),
        Money.USD);
  }

  private List<List<String>> rows(String sql) {
    return database.sql().query(sql).rows();
  }

  @Test
  void a_month_that_came_over_http_reconciles_to_a_thousandth_and_every_difference_is_shown()
      throws Exception {
    month();
    collect();
    assertThat(provider.pages.get()).as("a page for each day and report").isGreaterThan(4 * DAYS);
    var run = database.runs().begin("nightly", END, END, "test");
    var settings =
        new AllocationRun.AllocationSettings(Money.USD, List.of("team"), List.of(), ledger());
    assertThat(new AllocationRun(database, settings).allocate(run)).isEmpty();
    database.runs().finish(run.id(), Run.Status.DONE, END);
    assertThat(
            rows(
                "select count(*)::text, count(distinct day)::text, bool_and(abs(difference) <= 0.001 * reported_cost)::text, bool_and(abs(difference - rounding - unexplained) <= 0.000000002)::text from finops.llm_reconciliation"))
        .containsExactly(List.of(Integer.toString(4 * DAYS), "31", "true", "true"));
    assertThat(
            rows(
                "select bool_and(unexplained = 0)::text, bool_or(rounding <> 0)::text from finops.llm_reconciliation where provider = 'anthropic'"))
        .containsExactly(List.of("true", "true"));
    assertThat(
            rows(
                "select day::text, credits::text from finops.llm_reconciliation where credits <> 0"))
        .containsExactly(List.of("2026-10-10", "-250.000000000"));
    assertThat(
            rows(
                "select day::text, project from finops.llm_reconciliation where unreported_cost > 0 and note like '%priority tier never appear%'"))
        .containsExactly(List.of("2026-10-04", "ws_1"));
    var total =
        rows("select round(sum(computed_cost), 2)::text, round(sum(reported_cost), 2)::text, round(abs(sum(difference)) / sum(reported_cost), 9)::text from finops.llm_reconciliation")
            .getFirst();
    assertThat(new BigDecimal(total.getLast()))
        .as("computed, reported, difference as a share: %s", total)
        .isLessThan(new BigDecimal("0.001"));
    assertThat(
            rows(
                "select (sum(effective_cost) = (select sum(computed_cost + unreported_cost) from finops.llm_reconciliation))::text from finops.costs_daily"))
        .containsExactly(List.of("true"));
  }
}
