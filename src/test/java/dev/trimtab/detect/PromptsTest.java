package dev.trimtab.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.model.spend.Alert;
import org.junit.jupiter.api.Test;

/// What is told of requests that take more tokens.
class PromptsTest {
  /// Day 37, a Wednesday, at 10 in the morning.
  private static final int ONSET = 37 * 24 + 10;

  private static final int END = ONSET + 7 * 24;
  private static final String RULE = "tokens-per-request";

  private static Spending calm() {
    return new Spending(1).hours(0, ONSET, _ -> 1);
  }

  /// One incident goes on when prompts begin to grow: somebody looks for another cause.
  @Test
  void prompts_that_grow_are_told_while_money_is_out_of_hand_for_a_day() {
    var spending = calm().hours(ONSET, ONSET + 30, _ -> 3);
    for (int hour = ONSET + 30; hour < ONSET + 72; hour++) {
      spending.add(hour, 3 * Spending.usual(hour), 0, 2.5);
    }
    var alerts = spending.alerts();
    assertThat(alerts).hasSize(2);
    assertThat(alerts.getFirst().rule()).isNotEqualTo(RULE);
    assertThat(alerts.getLast().rule()).isEqualTo(RULE);
    assertThat(Spending.hour(alerts.getLast()) - ONSET - 30).isBetween(1, 12);
  }

  @Test
  void prompts_that_grow_and_cost_at_once_are_one_incident() {
    var spending = calm();
    for (int hour = ONSET; hour < ONSET + 72; hour++) {
      spending.add(hour, 3 * Spending.usual(hour), 0, 3);
    }
    assertThat(spending.alerts()).hasSize(1);
  }

  /// Its many short requests were an exception: those before it are still what is usual.
  @Test
  void a_batch_that_is_over_does_not_teach_what_a_request_takes() {
    var spending = calm();
    for (int hour = ONSET; hour < ONSET + 6; hour++) {
      spending.add(hour, 9 * Spending.usual(hour), 0, 0.25);
    }
    var alerts = spending.hours(ONSET + 6, END, _ -> 1).alerts();
    assertThat(alerts).hasSize(1);
    assertThat(alerts).extracting(Alert::rule).doesNotContain(RULE);
  }

  /// By night a caller with large requests has most of the work.
  @Test
  void another_mix_by_night_does_not_hide_that_prompts_grow() {
    var spending = new Spending(1);
    for (int hour = 0; hour < END; hour++) {
      double mix = hour % 24 < 6 ? 3 : 1;
      double growth = hour < ONSET ? 1 : 1.9;
      spending.add(hour, Math.min(growth, 1.3) * Spending.usual(hour), 0, mix * growth);
    }
    var alerts = spending.alerts();
    assertThat(alerts).extracting(Alert::rule).contains(RULE);
    assertThat(Spending.hour(alerts.getFirst())).isBetween(ONSET, ONSET + 48);
  }

  /// A key is tried out with short requests and then goes to work: work is what is usual.
  @Test
  void what_a_key_was_tried_out_with_is_not_what_it_usually_takes() {
    var spending = new Spending(1);
    for (int hour = 0; hour < END; hour++) {
      double tokens = hour < 16 ? 0.1 : hour < ONSET ? 1 : 1.38;
      spending.add(hour, Spending.usual(hour), 0, tokens);
    }
    assertThat(spending.alerts()).extracting(Alert::rule).doesNotContain(RULE);
  }

  /// Failures opened the incident for an hour, before the day's work began, and come back before it
  /// is over.
  @Test
  void what_began_an_incident_is_not_told_again_while_it_goes_on() {
    int dawn = 37 * 24 + 6;
    var spending = new Spending(1).hours(0, dawn, _ -> 1);
    for (int hour = dawn; hour < dawn + 48; hour++) {
      double failures = hour == dawn ? 75 : hour == dawn + 14 ? 250 : 0;
      spending.add(hour, Spending.usual(hour), failures, 1);
    }
    assertThat(spending.alerts()).extracting(Alert::rule).containsExactly("failures");
  }
}
