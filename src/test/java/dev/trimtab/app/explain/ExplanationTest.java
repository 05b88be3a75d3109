package dev.trimtab.app.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.model.finding.Recommendation;
import dev.trimtab.units.Money;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplanationTest {
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
  private static final String WITH_LIMIT =
      """
      {"requests": {"cpu": "120m", "memory": "300Mi"}, "limits": {"memory": "600Mi"}}\
      """;
  private static final String ALL =
      """
      {"from": "2026-11-09T00:00:00Z", "to": "2026-11-23T00:00:00Z", "samples": 4032, "role": "app",
       "policy": "hour-of-week peaks + 10%", "runner_up": "P99 + 15%",
       "figures": {"days": 14, "cpu_percentile": 0.95, "cpu_percentile_cores": 0.0931,
         "cpu_peak_cores": 0.412, "cpu_average_cores": 0.0402, "memory_peak_bytes": 283115520,
         "cpu_throttled_share": 0.031, "oom_kills": 2, "cpu_exceedance_stated": 0.005, "memory_exceedance_stated": 0.008,
         "backtest_days": 12,
         "backtest_ours_cpu_core_hours": 34.6, "backtest_ours_cpu_over_share": 0.0049,
         "backtest_ours_memory_gib_hours": 84.4, "backtest_ours_memory_days_over": 0,
         "backtest_today_cpu_core_hours": 144, "backtest_today_cpu_over_share": 0,
         "backtest_today_memory_gib_hours": 144, "backtest_today_memory_days_over": 0,
         "backtest_vpa_cpu_core_hours": 41.2, "backtest_vpa_cpu_over_share": 0.0112,
         "backtest_vpa_memory_gib_hours": 96.1, "backtest_vpa_memory_days_over": 1,
         "backtest_krr_cpu_core_hours": 39.9, "backtest_krr_cpu_over_share": 0.0103,
         "backtest_krr_memory_gib_hours": 90.3, "backtest_krr_memory_days_over": 2,
         "heap_peak_bytes": 157286400, "start_peak_cores": 0.75, "something_else": 12345},
       "notes": ["2 OOM kills: memory raised above the limit that hid its need"]}\
      """;

  private static Recommendation recommendation(String proposed, String savings, String evidence) {
    return new Recommendation(
        "prod",
        "shop",
        "Deployment",
        "web",
        "app",
        "checkout",
        "resize",
        "{}",
        proposed,
        savings.isEmpty() ? null : Money.usd(savings),
        "nominal: requests x list price x 730 h",
        "CPU request from 500m to 120m: P95 is lower.",
        evidence,
        "");
  }

  private static String explain(String proposed, String savings, String evidence) {
    return String.join(
        "\n", Explanation.lines(recommendation(proposed, savings, evidence), FIVE_MINUTES));
  }

  @Test
  void says_what_was_seen_chosen_risked_and_what_would_have_happened() {
    assertThat(explain(WITH_LIMIT, "12.3456", ALL))
        .isEqualTo(
            """
            prod/shop/Deployment/web container app  (resize)
              CPU request from 500m to 120m: P95 is lower.
              Worth 12.35 USD a month (nominal: requests x list price x 730 h), team checkout.
              Seen: 14 days, from 2026-11-09 until before 2026-11-23, 4,032 samples.
                CPU     0.040 cores on average, 0.093 at P95, 0.412 at its peak, throttled in up to 3.1% of periods
                memory  270 Mi at its peak, 2 OOM kills
              Policy: hour-of-week peaks + 10%; the next best was P99 + 15%.
              Risk: 1 in 200 five-minute intervals above the CPU request; a 0.8% chance per day that memory peaks above the limit.
              Backtest, had it been in force over the last 12 days:
                          CPU requested         intervals   memory requested     days with a peak
                          core-hours  to today  over it     GiB-hours  to today  over the limit
                trimtab         34.6      -76%       0.5%         84.4      -41%               0
                today            144                   0%          144                         0
                vpa             41.2      -71%       1.1%         96.1      -33%               1
                krr             39.9      -72%       1.0%         90.3      -37%               2
              - 2 OOM kills: memory raised above the limit that hid its need
                heap_peak_bytes          150 Mi
                something_else           12,345
                start_peak_cores         0.750 cores\
            """);
  }

  @Test
  void is_silent_about_what_is_not_known() {
    assertThat(explain("{}", "", "{\"seen_hours\": 20, \"needed_hours\": 48}"))
        .isEqualTo(
            """
            prod/shop/Deployment/web container app  (resize)
              CPU request from 500m to 120m: P95 is lower.\
            """);
  }

  @Test
  void an_increase_costs() {
    assertThat(explain(WITH_LIMIT, "-3", "{}")).contains("Costs 3.00 USD more a month");
  }

  @Test
  void without_a_limit_the_risk_is_about_the_request() {
    assertThat(explain("{}", "", "{\"figures\": {\"memory_exceedance_stated\": 0.08}}"))
        .contains("Risk: an 8.0% chance per day that memory peaks above the request.");
  }

  @ParameterizedTest
  @CsvSource({
    "0.005, 1 in 200",
    "0.0049, 1 in 200",
    "0.013, 1 in 77",
    "0.000123, '1 in 8,100'",
    "0, 'fewer than 1 in 1,000,000'",
    "0.35, 35% of"
  })
  void a_share_of_intervals_is_told_as_people_tell_it(double share, String words) {
    assertThat(explain("{}", "", "{\"figures\": {\"cpu_exceedance_stated\": %s}}".formatted(share)))
        .contains("Risk: " + words + " five-minute intervals above the CPU request.");
  }

  @Test
  void figures_that_are_no_numbers_do_no_harm() {
    assertThat(
            explain(
                "{}", "", "{\"figures\": {\"cpu_exceedance_stated\": \"NaN\", \"days\": null}}"))
        .doesNotContain("NaN", "Risk");
  }

  @Test
  void a_backtest_of_one_policy_is_a_row() {
    assertThat(
            explain("{}", "", "{\"figures\": {\"backtest_ours_cpu_core_hours\": 12345.6}}").lines())
        .last()
        .asString()
        .startsWith("    trimtab       12,346");
  }
}
