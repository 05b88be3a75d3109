package dev.trimtab.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.detect.score.Oddness;
import dev.trimtab.model.spend.Alert;
import dev.trimtab.model.spend.SpendPoint;
import dev.trimtab.model.spend.SpendSeries;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is told up to an instant is the same whether or not there is more after it.
class CausalTest {
  private static final int HOURS = 70 * 24;

  /// Bursts, gaps and steps at random: many alerts.
  private static List<SpendPoint> wild(long seed) {
    var random = new Random(seed);
    var points = new ArrayList<SpendPoint>();
    double level = 1;
    for (int hour = 0; hour < HOURS; hour++) {
      level = random.nextInt(120) == 0 ? Math.exp(1.5 * random.nextGaussian()) : level;
      if (random.nextInt(20) > 0) {
        long start = Spending.MONDAY + hour * 3600L;
        double cost = level * Spending.usual(hour) * (1 + random.nextDouble());
        points.add(
            new SpendPoint(
                start,
                start + 3600,
                cost,
                10 * cost,
                random.nextInt(50) == 0 ? 40 * cost : 0,
                1000 * cost,
                100 * cost,
                9000));
      }
    }
    return points;
  }

  private static List<Alert> alerts(List<SpendPoint> points, List<SpendPoint> others) {
    var fleet = new FleetHours();
    points.forEach(fleet::see);
    others.forEach(fleet::see);
    return SpendDetector.alerts(new SpendSeries("wild", points), new Sensitivity(5), fleet.done());
  }

  private static List<SpendPoint> until(List<SpendPoint> points, long at) {
    return points.stream().filter(point -> point.end() <= at).toList();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void a_files_start_alone_gives_the_same_alerts(long seed) {
    var points = wild(seed);
    var others = wild(seed + 100);
    var all = alerts(points, others);
    assertThat(all).isNotEmpty();
    var random = new Random(seed);
    for (int i = 0; i < 12; i++) {
      long at = Spending.MONDAY + 3600L * (1 + random.nextInt(HOURS));
      assertThat(alerts(until(points, at), until(others, at)))
          .isEqualTo(all.stream().filter(alert -> alert.at().getEpochSecond() <= at).toList());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {6, 7})
  void neither_order_nor_repeated_rows_matter(long seed) {
    var points = wild(seed);
    var mixed = new ArrayList<>(points);
    mixed.addAll(points.subList(100, 400));
    Collections.shuffle(mixed, new Random(seed));
    var series = new SpendSeries("wild", mixed);
    assertThat(series.points()).isEqualTo(points);
    assertThat(SpendDetector.alerts(series, Sensitivity.USUAL, Fleet.UNKNOWN))
        .isEqualTo(
            SpendDetector.alerts(
                new SpendSeries("wild", points), Sensitivity.USUAL, Fleet.UNKNOWN));
  }

  @ParameterizedTest
  @ValueSource(longs = {8, 9})
  void scores_do_not_look_ahead(long seed) {
    var points = wild(seed);
    assertThat(scores(points.subList(0, 700))).isEqualTo(scores(points).subList(0, 700));
    assertThat(scores(points)).allMatch(score -> score >= 0 && score <= 1);
  }

  private static List<Double> scores(List<SpendPoint> points) {
    var oddness = new Oddness();
    return points.stream().map(oddness::score).toList();
  }
}
