package dev.trimtab.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.model.spend.Alert;
import dev.trimtab.model.spend.SpendPoint;
import dev.trimtab.model.spend.SpendSeries;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class SpendDetectorTest {
  /// Day 37, a Wednesday, at 10 in the morning; no month's end.
  private static final int ONSET = 37 * 24 + 10;

  private static final int END = ONSET + 7 * 24;

  private static Spending calm() {
    return new Spending(1).hours(0, ONSET, _ -> 1);
  }

  @Test
  void a_calm_series_raises_nothing() {
    assertThat(calm().hours(ONSET, END, _ -> 1).alerts()).isEmpty();
  }

  @Test
  void doubling_by_the_hour_is_told_once_within_two_normal_days() {
    var alerts = calm().hours(ONSET, ONSET + 14, h -> 1 + 0.05 * Math.pow(2, h - ONSET)).alerts();
    assertThat(alerts).hasSize(1);
    var alert = alerts.getFirst();
    double normalDay = 24 * 8.2;
    assertThat(alert.excessCost()).isBetween(0.2 * normalDay, 2 * normalDay);
    assertThat(Spending.hour(alert) - ONSET).isBetween(6, 10);
  }

  @Test
  void a_threefold_step_is_told_within_30_hours_and_not_again_while_it_lasts() {
    var alerts = calm().hours(ONSET, END, _ -> 3).alerts();
    assertThat(alerts).hasSize(1);
    assertThat(Spending.hour(alerts.getFirst()) - ONSET).isBetween(2, 30);
  }

  /// Earlier month-ends and bursts have shown that the series has sums like that of a step.
  @Test
  void a_step_is_told_where_a_burst_as_dear_was_seen_before() {
    int burst = 20 * 24 + 10;
    var bursty = new Spending(1).hours(0, ONSET, h -> h >= burst && h < burst + 8 ? 9 : 1);
    var alerts = bursty.hours(ONSET, END, _ -> 3).alerts();
    assertThat(alerts).hasSize(2);
    assertThat(alerts.getLast().rule()).isEqualTo("step");
    assertThat(Spending.hour(alerts.getLast()) - ONSET).isBetween(12, 30);
  }

  @Test
  void a_batch_of_some_hours_is_no_step() {
    int burst = 20 * 24 + 10;
    var bursts =
        new Spending(1).hours(0, END, h -> h >= burst && (h - burst) % 168 < 6 ? 9 : 1).alerts();
    assertThat(bursts).extracting(Alert::rule).doesNotContain("step");
  }

  /// Spends in one hour of eight, at random amounts.
  private static Spending seldom(long seed, int to, double factor) {
    var random = new Random(seed);
    var spending = new Spending(1);
    for (int hour = 0; hour < to; hour++) {
      double amount = 3 * Math.exp(random.nextGaussian());
      boolean spends = random.nextDouble() < 0.125;
      spending.add(hour, spends ? amount * (hour < ONSET ? 1 : factor) : 0, 0, 1);
    }
    return spending;
  }

  @Test
  void a_team_that_spends_now_and_then_is_told_when_hour_after_hour_is_dearer() {
    int told = 0;
    int falsely = 0;
    for (int seed = 1; seed <= 40; seed++) {
      told +=
          seldom(seed, END, 3).alerts().stream()
                  .anyMatch(a -> a.rule().equals("dear-hours") && Spending.hour(a) > ONSET)
              ? 1
              : 0;
      falsely += seldom(seed, END, 1).alerts().size();
    }
    assertThat(told).isGreaterThanOrEqualTo(20);
    // 0.5 in 30 days were asked for
    assertThat(falsely).isLessThanOrEqualTo((int) (0.5 * 40 * END / (30 * 24)));
  }

  /// From a Monday, the ends of months are days 24 to 28 and 52 to 56.
  @Test
  void a_month_end_like_the_last_one_is_no_news_and_more_than_that_is() {
    IntToDoubleFunction usual = h -> day(h) >= 24 && day(h) < 27 ? 2 : 1;
    var same =
        new Spending(1)
            .hours(0, 60 * 24, h -> day(h) >= 52 && day(h) < 55 ? 2 : usual.applyAsDouble(h));
    assertThat(same.alerts()).isEmpty();
    var more =
        new Spending(1)
            .hours(0, 60 * 24, h -> day(h) >= 52 && day(h) < 55 ? 5 : usual.applyAsDouble(h));
    assertThat(more.alerts()).hasSize(1);
  }

  @Test
  void after_a_calm_month_end_the_next_gets_no_allowance() {
    var alerts = new Spending(1).hours(0, 60 * 24, h -> day(h) >= 53 ? 3 : 1).alerts();
    assertThat(alerts).hasSize(1);
    assertThat(Spending.hour(alerts.getFirst()) - 53 * 24).isLessThanOrEqualTo(30);
  }

  private static int day(int hour) {
    return hour / 24;
  }

  @Test
  void a_step_on_top_of_an_incident_that_has_settled_is_told_anew() {
    int second = ONSET + 3 * 24;
    var alerts = calm().hours(ONSET, second, _ -> 3).hours(second, second + 48, _ -> 10).alerts();
    assertThat(alerts).hasSize(2);
    assertThat(Spending.hour(alerts.getLast()) - second).isBetween(1, 30);
  }

  @Test
  void what_doubles_by_the_day_is_told_once() {
    var alerts =
        calm()
            .hours(ONSET, ONSET + 9 * 24, h -> 1 + 0.05 * Math.pow(2, (h - ONSET) / 24.0))
            .alerts();
    assertThat(alerts).hasSize(1);
  }

  @Test
  void a_level_that_lasts_is_learned_and_its_end_is_no_alert() {
    var alerts =
        calm()
            .hours(ONSET, ONSET + 20 * 24, _ -> 3)
            .hours(ONSET + 480, ONSET + 700, _ -> 1)
            .alerts();
    assertThat(alerts).hasSize(1);
  }

  @Test
  void a_launch_that_doubles_within_five_days_raises_nothing() {
    assertThat(
            calm()
                .hours(ONSET, ONSET + 14 * 24, h -> 1 + Math.min(1, (h - ONSET) / 120.0))
                .alerts())
        .isEmpty();
  }

  @Test
  void a_launch_that_triples_within_six_days_is_followed_to_its_end() {
    assertThat(
            calm()
                .hours(ONSET, ONSET + 14 * 24, h -> 1 + 2 * Math.min(1, (h - ONSET) / 144.0))
                .alerts())
        .isEmpty();
  }

  @Test
  void failures_beside_work_that_goes_on_are_a_retry_loop() {
    var spending = calm();
    for (int hour = ONSET; hour < ONSET + 12; hour++) {
      spending.add(hour, Spending.usual(hour), 20 * Math.pow(2, hour - ONSET), 1);
    }
    var alerts = spending.alerts();
    assertThat(alerts).extracting(Alert::rule).containsExactly("failures");
    assertThat(Spending.hour(alerts.getFirst()) - ONSET).isLessThanOrEqualTo(4);
  }

  @Test
  void an_outage_in_which_requests_fail_instead_is_none() {
    var spending = calm();
    for (int hour = ONSET; hour < ONSET + 6; hour++) {
      spending.add(hour, 0.05 * Spending.usual(hour), 110, 1);
    }
    assertThat(spending.hours(ONSET + 6, END, _ -> 1).alerts()).isEmpty();
  }

  @Test
  void hours_that_are_booked_late_in_one_are_no_excess() {
    var spending = calm();
    double late = 0;
    for (int hour = ONSET; hour < ONSET + 10; hour++) {
      late += Spending.usual(hour);
    }
    spending.add(ONSET + 10, late + Spending.usual(ONSET + 10), 0, 1);
    assertThat(spending.hours(ONSET + 11, END, _ -> 1).alerts()).isEmpty();
  }

  @Test
  void missing_hours_are_not_zeros() {
    assertThat(calm().hours(ONSET + 48, END, _ -> 1).alerts()).isEmpty();
  }

  @Test
  void prompts_that_grow_are_told_by_their_tokens() {
    var spending = calm();
    for (int hour = ONSET; hour < ONSET + 48; hour++) {
      spending.add(hour, 1.3 * Spending.usual(hour), 0, 2.5);
    }
    assertThat(spending.alerts()).extracting(Alert::rule).containsExactly("tokens-per-request");
  }

  @Test
  void a_dearer_model_for_the_same_tokens_is_no_runaway() {
    var dearer = new ArrayList<SpendPoint>();
    for (var point : calm().hours(ONSET, END, _ -> 1).points()) {
      boolean after = point.start() >= Spending.MONDAY + ONSET * 3600L;
      dearer.add(
          new SpendPoint(
              point.start(),
              point.end(),
              point.cost() * (after ? 2.2 : 1),
              point.requests(),
              point.failed(),
              point.inputTokens(),
              point.outputTokens(),
              point.budgetPerMonth()));
    }
    assertThat(alerts(dearer)).isEmpty();
  }

  private static List<Alert> alerts(List<SpendPoint> points) {
    return SpendDetector.alerts(new SpendSeries("key-1", points), Sensitivity.USUAL, Fleet.UNKNOWN);
  }

  @Test
  void an_incident_is_followed_to_its_end() {
    var spending = calm().hours(ONSET, ONSET + 20, _ -> 6).hours(ONSET + 20, END, _ -> 1);
    var detector = new SpendDetector("key-1", Sensitivity.USUAL, Fleet.UNKNOWN);
    var ended = new ArrayList<Instant>();
    double excess = 0;
    for (var point : spending.points()) {
      var reading = detector.observe(point);
      excess = Math.max(excess, detector.open().map(open -> open.excess()).orElse(0.0));
      if (reading.ended() != null) {
        ended.add(reading.ended().last());
      }
    }
    assertThat(ended)
        .containsExactly(Instant.ofEpochSecond(Spending.MONDAY + (ONSET + 20L) * 3600));
    assertThat(excess).isGreaterThan(500);
    assertThat(detector.open()).isEmpty();
  }

  @Test
  void a_new_key_that_outspends_the_fleet_is_told_within_hours() {
    var fleet = new FleetHours();
    for (int seed = 2; seed < 10; seed++) {
      new Spending(seed).hours(0, 60 * 24, _ -> 1).points().forEach(fleet::see);
    }
    var burst = new Spending(3);
    for (int hour = ONSET; hour < ONSET + 12; hour++) {
      burst.add(hour, 200, 0, 1);
    }
    var alerts = SpendDetector.alerts(burst.series(), Sensitivity.USUAL, fleet.done());
    assertThat(alerts).extracting(Alert::rule).containsExactly("new-series");
    assertThat(Spending.hour(alerts.getFirst()) - ONSET).isLessThanOrEqualTo(4);
  }

  @Test
  void an_honest_new_key_is_none() {
    var fleet = new FleetHours();
    for (int seed = 2; seed < 10; seed++) {
      new Spending(seed).hours(0, 60 * 24, _ -> 1).points().forEach(fleet::see);
    }
    var fresh = new Spending(3).hours(ONSET, ONSET + 20 * 24, _ -> 1.5);
    assertThat(SpendDetector.alerts(fresh.series(), Sensitivity.USUAL, fleet.done())).isEmpty();
  }

  @Test
  void days_and_minutes_are_steps_too() {
    var days = new ArrayList<SpendPoint>();
    for (int day = 0; day < 60; day++) {
      long start = Spending.MONDAY + day * 86_400L;
      days.add(SpendPoint.of(start, start + 86_400, day < 50 ? 100 + day % 3 : 900));
    }
    assertThat(alerts(days)).hasSize(1);
    var minutes = new ArrayList<SpendPoint>();
    for (var hour : calm().hours(ONSET, ONSET + 14, h -> h < ONSET + 5 ? 1 : 12).points()) {
      for (int i = 0; i < 12; i++) {
        long start = hour.start() + i * 300L;
        minutes.add(SpendPoint.of(start, start + 300, hour.cost() / 12));
      }
    }
    assertThat(alerts(minutes)).hasSize(1);
  }
}
