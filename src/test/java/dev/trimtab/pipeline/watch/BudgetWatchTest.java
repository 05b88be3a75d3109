package dev.trimtab.pipeline.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.detect.series.Memory;
import dev.trimtab.model.spend.Incident;
import dev.trimtab.model.spend.SpendPoint;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class BudgetWatchTest {
  private static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");
  private static final int HOURS_OF_MARCH = 31 * 24;
  private static final long HOUR = 3600;

  /// Budget for ten an hour.
  private final BudgetWatch watch = new BudgetWatch("llm team/a", 10 * HOURS_OF_MARCH, HOUR);

  private void spend(int fromHour, int toHour, DoubleUnaryOperator perHour) {
    for (int hour = fromHour; hour < toHour; hour++) {
      long start = MARCH.getEpochSecond() + hour * HOUR;
      watch.see(SpendPoint.of(start, start + HOUR, perHour.applyAsDouble(hour)));
    }
  }

  private List<String> rules() {
    return watch.incidents().stream().map(incident -> incident.alert().rule()).toList();
  }

  private static Instant hour(int number) {
    return MARCH.plus(Duration.ofHours(number));
  }

  @Test
  void a_month_on_its_way_beyond_its_budget_is_told_once_a_day_of_that_is_seen() {
    spend(-168, 0, _ -> 11);
    spend(0, 71, _ -> 11);
    assertThat(rules()).as("too little of the month is seen").isEmpty();
    spend(71, 72, _ -> 11);
    assertThat(rules()).containsExactly(BudgetWatch.PROJECTED);
    var alert = watch.incidents().getFirst().alert();
    assertThat(alert.at()).isEqualTo(hour(72));
    assertThat(alert.firstAt()).isEqualTo(MARCH);
    assertThat(alert.observed()).isEqualTo(11.0 * HOURS_OF_MARCH);
    assertThat(alert.expected()).isEqualTo(10.0 * HOURS_OF_MARCH);
  }

  @Test
  void a_month_within_its_budget_is_not_told_whatever_one_day_brings() {
    spend(-168, HOURS_OF_MARCH, hour -> hour >= 300 && hour < 310 ? 25 : 8.5);
    assertThat(rules()).isEmpty();
  }

  @Test
  void a_projection_that_goes_up_and_down_about_the_budget_is_told_once() {
    spend(-168, HOURS_OF_MARCH - 48, hour -> Math.floor(hour / 60) % 2 == 0 ? 10.6 : 9.6);
    assertThat(rules()).containsExactly(BudgetWatch.PROJECTED);
  }

  @Test
  void it_is_taken_back_once_the_projection_is_well_below_and_not_told_again_that_month() {
    spend(-168, 100, _ -> 13);
    assertThat(watch.incidents()).extracting(Incident::ended).containsExactly((Instant) null);
    spend(100, 500, _ -> 4);
    var over = watch.incidents().getFirst();
    assertThat(over.ended()).isBetween(hour(100), hour(500));
    spend(500, 640, _ -> 16);
    assertThat(watch.incidents()).containsExactly(over);
  }

  @Test
  void a_spent_budget_is_told_when_it_is_spent_and_ends_with_the_month() {
    spend(0, 400, _ -> 20);
    assertThat(rules()).containsExactlyInAnyOrder(BudgetWatch.PROJECTED, BudgetWatch.SPENT);
    var spent =
        watch.incidents().stream()
            .filter(incident -> incident.alert().rule().equals(BudgetWatch.SPENT))
            .findFirst()
            .orElseThrow();
    assertThat(spent.alert().at()).isEqualTo(hour(10 * HOURS_OF_MARCH / 20 + 1));
    spend(400, HOURS_OF_MARCH + 1, _ -> 1);
    assertThat(watch.incidents()).extracting(Incident::ended).doesNotContainNull();
    assertThat(watch.incidents())
        .extracting(incident -> incident.alert().firstAt())
        .containsOnly(MARCH);
  }

  @Test
  void each_month_is_told_by_itself() {
    spend(0, HOURS_OF_MARCH + 200, _ -> 20);
    assertThat(watch.incidents())
        .filteredOn(incident -> incident.alert().rule().equals(BudgetWatch.PROJECTED))
        .extracting(incident -> incident.alert().firstAt())
        .containsExactly(MARCH, hour(HOURS_OF_MARCH));
  }

  @Test
  void one_that_is_taken_back_goes_on_alike() {
    spend(0, 250, _ -> 12);
    var memory = Memory.writing();
    watch.keep(memory);
    var other = new BudgetWatch("llm team/a", 10 * HOURS_OF_MARCH, HOUR);
    other.keep(Memory.reading(ByteBuffer.wrap(memory.written())));
    for (int hour = 250; hour < 700; hour++) {
      long start = MARCH.getEpochSecond() + hour * HOUR;
      var point = SpendPoint.of(start, start + HOUR, 15);
      watch.see(point);
      other.see(point);
    }
    assertThat(other.incidents()).isEqualTo(watch.incidents());
    assertThat(other.incidents()).hasSize(2);
  }
}
