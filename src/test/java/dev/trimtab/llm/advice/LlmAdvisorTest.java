package dev.trimtab.llm.advice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.app.prices.LlmPriceFile;
import dev.trimtab.llm.Attribution;
import dev.trimtab.llm.LlmLedger;
import dev.trimtab.llm.PriceBook;
import dev.trimtab.model.finding.Finding;
import dev.trimtab.model.finding.TokenAdvice;
import dev.trimtab.model.llm.LlmOwner;
import dev.trimtab.model.llm.LlmScope;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.units.Money;
import dev.trimtab.units.TimeWindow;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class LlmAdvisorTest {
  private static final Instant START = Instant.parse("2026-10-01T00:00:00Z");
  private static final int DAYS = 28;

  private final PriceBook book =
      new PriceBook(List.of(LlmPriceFile.read("config/prices/llm.yaml")));
  private final LlmLedger ledger =
      new LlmLedger(
          book,
          new Attribution(List.of(new LlmOwner("openai", "", "", "web", "shop", "", null, null))));
  private final List<ProviderUsage> usage = new ArrayList<>();

  private void everyHour(LlmScope scope, Map<String, Long> counters) {
    for (int hour = 0; hour < 24; hour++) {
      atHour(scope, hour, counters);
    }
  }

  private void atHour(LlmScope scope, int hour, Map<String, Long> counters) {
    for (int day = 0; day < DAYS; day++) {
      var from = START.plus(Duration.ofDays(day)).plus(Duration.ofHours(hour));
      usage.add(
          new ProviderUsage(
              scope,
              TimeWindow.ending(from.plus(Duration.ofHours(1)), Duration.ofHours(1)),
              counters));
    }
  }

  private List<Finding.TokenSaving> advise() {
    var summary = new UsageSummary();
    summary.add(ledger.price(usage).value(), usage);
    return new LlmAdvisor(book, Money.USD).advise(summary);
  }

  private static LlmScope key(String model, String key) {
    return LlmScope.of("openai", model).project("p").apiKey(key);
  }

  private static Map<String, Long> chat(long input, long cached, long output) {
    return Map.of(
        "input_tokens",
        input,
        "input_cached_tokens",
        cached,
        "output_tokens",
        output,
        "num_model_requests",
        10L,
        "failed_requests",
        0L);
  }

  @Test
  void who_caches_far_less_than_peers_on_the_same_model_is_told_what_that_costs() {
    everyHour(key("gpt-5", "a"), chat(100_000, 60_000, 1_000));
    everyHour(key("gpt-5", "b"), chat(100_000, 50_000, 1_000));
    everyHour(key("gpt-5", "c"), chat(100_000, 0, 1_000));
    var found = advise();
    assertThat(found)
        .singleElement()
        .satisfies(saving -> {
          assertThat(saving.advice()).isEqualTo(TokenAdvice.PROMPT_CACHING);
          assertThat(saving.scope().apiKey()).isEqualTo("c");
          assertThat(saving.owner().team()).isEqualTo("web");
          assertThat(saving.workload().name()).isEqualTo("openai/c");
          // 0.6 of 2.4 million tokens a day, at 1.25 less 0.125 a million, over 30.4375 days
          assertThat(saving.monthly().amount())
              .isEqualByComparingTo(
                  new BigDecimal("1.44")
                      .multiply(new BigDecimal("1.125"))
                      .multiply(new BigDecimal("30.4375")));
          assertThat(saving.evidence()).containsEntry("peers", "2");
        });
  }

  @Test
  void short_prompts_and_few_peers_get_no_advice_on_caching() {
    everyHour(key("gpt-5", "a"), chat(100_000, 60_000, 1_000));
    everyHour(key("gpt-5", "c"), chat(100_000, 0, 1_000));
    everyHour(key("gpt-5-mini", "a"), chat(9_000, 6_000, 10));
    everyHour(key("gpt-5-mini", "b"), chat(9_000, 6_000, 10));
    everyHour(key("gpt-5-mini", "c"), chat(9_000, 0, 10));
    assertThat(advise()).isEmpty();
  }

  @Test
  void work_of_a_few_hours_a_night_may_be_sent_as_a_batch_for_half() {
    atHour(key("gpt-5", "night"), 2, chat(4_000_000, 0, 400_000));
    atHour(key("gpt-5", "night"), 3, chat(4_000_000, 0, 400_000));
    everyHour(key("gpt-5", "day"), chat(400_000, 0, 40_000));
    assertThat(advise())
        .singleElement()
        .satisfies(saving -> {
          assertThat(saving.advice()).isEqualTo(TokenAdvice.BATCH);
          assertThat(saving.reason()).startsWith("100% of its tokens come in 02:00, 03:00 UTC");
          // half of 8 million x 1.25 and 0.8 million x 10 a day
          assertThat(saving.monthly().amount())
              .isEqualByComparingTo(new BigDecimal("9").multiply(new BigDecimal("30.4375")));
        });
  }

  @Test
  void a_saving_on_a_weekly_job_is_one_of_four_weeks_and_not_of_every_day() {
    atHour(key("gpt-5", "day"), 0, chat(10, 0, 1));
    for (int week = 0; week < 4; week++) {
      var end = START.plus(Duration.ofDays(7L * week)).plus(Duration.ofHours(1));
      usage.add(
          new ProviderUsage(
              key("gpt-4o", "weekly"),
              TimeWindow.ending(end, Duration.ofHours(1)),
              chat(10_000_000, 0, 0)));
    }
    assertThat(advise())
        .singleElement()
        .satisfies(saving ->
            // 40 million x (2.5 - 2) in 28 days
            assertThat(saving.monthly().amount())
                .isCloseTo(new BigDecimal("21.741"), Offset.offset(new BigDecimal("0.001"))));
  }

  @Test
  void a_model_with_a_cheaper_successor_is_told_from_the_day_of_the_successor() {
    everyHour(key("gpt-4o-2024-08-06", "a"), chat(100_000, 0, 10_000));
    assertThat(advise())
        .singleElement()
        .satisfies(saving -> {
          assertThat(saving.advice()).isEqualTo(TokenAdvice.CHEAPER_MODEL);
          assertThat(saving.proposed()).containsEntry("model", "gpt-4.1");
          // 2.4 million x (2.5 - 2) and 0.24 million x (10 - 8) a day
          assertThat(saving.monthly().amount())
              .isEqualByComparingTo(new BigDecimal("1.68").multiply(new BigDecimal("30.4375")));
        });
  }

  @Test
  void failures_that_are_paid_for_are_told_with_their_share() {
    everyHour(
        key("gpt-5", "loop"),
        Map.of(
            "input_tokens",
            400_000L,
            "output_tokens",
            0L,
            "num_model_requests",
            100L,
            "failed_requests",
            40L));
    assertThat(advise())
        .singleElement()
        .satisfies(saving -> {
          assertThat(saving.advice()).isEqualTo(TokenAdvice.FAILED_REQUESTS);
          assertThat(saving.reason()).startsWith("40% of its 67,200 requests failed");
          // 40% of 9.6 million x 1.25 a day
          assertThat(saving.monthly().amount())
              .isEqualByComparingTo(new BigDecimal("4.8").multiply(new BigDecimal("30.4375")));
        });
  }
}
