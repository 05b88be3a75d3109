package dev.trimtab.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.detect.series.Memory;
import dev.trimtab.model.spend.Acknowledgement;
import dev.trimtab.model.spend.Alert;
import dev.trimtab.model.spend.Incident;
import dev.trimtab.model.spend.SpendPoint;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What somebody has said of an incident, and what is kept of a series.
class AcknowledgedTest {
  private static final Instant FIRST = Instant.parse("2026-01-05T00:00:00Z");
  private static final int STEP_AT = 30 * 24;
  private static final int HOURS = 45 * 24;
  private static final long HOUR = 3600;

  /// A daily shape, and four times as much from some hour on.
  private static List<SpendPoint> step() {
    var random = new Random(3);
    var points = new ArrayList<SpendPoint>();
    for (int hour = 0; hour < HOURS; hour++) {
      double level =
          (10 + 4 * Math.sin(hour % 24 * Math.PI / 12)) * (0.95 + 0.1 * random.nextDouble());
      long start = FIRST.getEpochSecond() + hour * HOUR;
      points.add(SpendPoint.of(start, start + HOUR, hour < STEP_AT ? level : 4 * level));
    }
    return points;
  }

  /// What one detector says, point by point.
  private record Said(List<Alert> alerts, List<Incident> ended) {}

  private static Said watch(List<SpendPoint> points, List<Acknowledgement> said) {
    return watch(new SpendDetector("s", Sensitivity.USUAL, Fleet.UNKNOWN, said), points);
  }

  private static Said watch(SpendDetector detector, List<SpendPoint> points) {
    var all = new Said(new ArrayList<>(), new ArrayList<>());
    for (var point : points) {
      var reading = detector.observe(point);
      if (reading.alert() != null) {
        all.alerts().add(reading.alert());
      }
      if (reading.ended() != null) {
        all.ended().add(reading.ended());
      }
    }
    return all;
  }

  private static Duration lasted(Said said) {
    var first = said.ended().getFirst();
    return Duration.between(first.alert().at(), Objects.requireNonNull(first.ended()));
  }

  @Test
  void a_step_that_nobody_acknowledges_is_learned_after_eight_days() {
    var said = watch(step(), List.of());
    assertThat(said.alerts()).hasSize(1);
    assertThat(said.ended()).hasSize(1);
    assertThat(said.ended().getFirst().learned()).isTrue();
    assertThat(lasted(said)).isEqualTo(Duration.ofDays(8));
  }

  @Test
  void one_that_is_wanted_is_normal_from_the_next_hour_on() {
    var raised = watch(step(), List.of()).alerts().getFirst().at();
    var ack = new Acknowledgement(raised.plus(Duration.ofMinutes(200)), true);
    var said = watch(step(), List.of(ack));
    assertThat(said.alerts()).as("the new level raises nothing").hasSize(1);
    assertThat(said.ended()).hasSize(1);
    assertThat(said.ended().getFirst().learned()).isTrue();
    assertThat(lasted(said)).isEqualTo(Duration.ofHours(4));
  }

  @Test
  void one_that_somebody_only_knows_of_is_learned_after_two_days() {
    var raised = watch(step(), List.of()).alerts().getFirst().at();
    var said = watch(step(), List.of(new Acknowledgement(raised.plusSeconds(60), false)));
    assertThat(said.alerts()).hasSize(1);
    assertThat(lasted(said)).isEqualTo(Duration.ofDays(2));
  }

  @Test
  void a_runaway_beyond_the_wanted_level_is_told_again() {
    var points = step();
    var raised = watch(points, List.of()).alerts().getFirst().at();
    for (int i = STEP_AT + 72; i < points.size(); i++) {
      var point = points.get(i);
      double more = 1 + Math.min(30, Math.scalb(0.5, Math.min(i - STEP_AT - 72, 20)));
      points.set(i, SpendPoint.of(point.start(), point.end(), point.cost() * more));
    }
    var said = watch(points, List.of(new Acknowledgement(raised.plusSeconds(60), true)));
    assertThat(said.alerts()).hasSizeGreaterThanOrEqualTo(2);
    assertThat(said.alerts().get(1).at()).isBefore(FIRST.plus(Duration.ofHours(STEP_AT + 72 + 12)));
  }

  @Test
  void what_is_said_changes_nothing_before_it_and_nothing_of_another_incident() {
    var points = step();
    var plain = watch(points, List.of());
    var raised = plain.alerts().getFirst().at();
    var ended = Objects.requireNonNull(plain.ended().getFirst().ended());
    for (var at : List.of(raised.minusSeconds(1), ended.plusSeconds(1), FIRST)) {
      assertThat(watch(points, List.of(new Acknowledgement(at, true)))).isEqualTo(plain);
    }
    // causal: up to the instant of saying, and one step on, all is as it would have been
    var at = raised.plus(Duration.ofHours(30));
    var until = points.stream().filter(p -> p.end() <= at.getEpochSecond()).toList();
    assertThat(watch(until, List.of(new Acknowledgement(at, true))))
        .isEqualTo(watch(until, List.of()));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 24, 300, STEP_AT - 1, STEP_AT + 3, STEP_AT + 30, STEP_AT + 8 * 24 + 5})
  void a_detector_that_takes_back_what_one_wrote_down_goes_on_alike(int at) {
    var points = step();
    var whole = new SpendDetector("s", Sensitivity.USUAL, Fleet.UNKNOWN);
    var _ = watch(whole, points.subList(0, at));
    var memory = Memory.writing();
    whole.keep(memory);
    var other = new SpendDetector("s", Sensitivity.USUAL, Fleet.UNKNOWN);
    other.keep(Memory.reading(ByteBuffer.wrap(memory.written())));
    var rest = points.subList(at, points.size());
    assertThat(watch(other, rest)).isEqualTo(watch(whole, rest));
    assertThat(other.open()).isEqualTo(whole.open());
    assertThat(written(other)).isEqualTo(written(whole));
  }

  private static byte[] written(SpendDetector detector) {
    var memory = Memory.writing();
    detector.keep(memory);
    return memory.written();
  }
}
