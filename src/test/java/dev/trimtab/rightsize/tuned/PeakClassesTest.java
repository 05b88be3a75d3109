package dev.trimtab.rightsize.tuned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PeakClassesTest {
  private static final SplittableRandom RANDOM = new SplittableRandom(3);

  private static PeakSample sample(double volatility, double ratio) {
    return new PeakSample(RANDOM.nextLong(), (float) volatility, 0, false, (float) ratio);
  }

  private static PeakFeatures features(double volatility) {
    return new PeakFeatures(1e9, volatility, 0, 14);
  }

  @Test
  void too_few_samples_teach_nothing() {
    assertThat(PeakClasses.of(List.of(sample(0.1, 1)))).isNull();
  }

  @Test
  void odds_are_what_came_of_the_same_class() {
    var samples = new ArrayList<PeakSample>();
    for (int i = 0; i < 10_000; i++) {
      // the calm ones never pass their peak by more than 1%, the others by up to 100%
      samples.add(sample(0.01, 1 + 0.01 * RANDOM.nextDouble()));
      samples.add(sample(0.5, 1 + RANDOM.nextDouble()));
    }
    var classes = Objects.requireNonNull(PeakClasses.of(samples));
    assertThat(classes.of(features(0.01)).above(1.02)).isLessThan(0.001);
    assertThat(classes.of(features(0.5)).above(1.3)).isCloseTo(0.7, within(0.03));
    assertThat(classes.of(features(0.5)).above(1.9)).isCloseTo(0.1, within(0.03));
  }

  @Test
  void stated_odds_come_true_of_others_like_them() {
    var samples = new ArrayList<PeakSample>();
    var held = new ArrayList<PeakSample>();
    for (int i = 0; i < 20_000; i++) {
      double volatility = RANDOM.nextDouble();
      (i % 2 == 0 ? samples : held)
          .add(sample(volatility, Math.exp(0.2 * volatility * RANDOM.nextGaussian())));
    }
    var classes = Objects.requireNonNull(PeakClasses.of(samples));
    double stated = 0;
    double came = 0;
    for (var each : held) {
      stated += classes.of(features(each.volatility())).above(1.1);
      came += each.ratio() > 1.1 ? 1 : 0;
    }
    assertThat(came / held.size()).isCloseTo(stated / held.size(), within(0.01));
  }

  @Test
  void odds_never_grow_with_the_ratio_and_a_dear_exceedance_asks_for_more() {
    var samples = new ArrayList<PeakSample>();
    for (int i = 0; i < 5_000; i++) {
      samples.add(sample(0.2, Math.exp(0.3 * RANDOM.nextGaussian())));
    }
    var odds = Objects.requireNonNull(PeakClasses.of(samples)).of(features(0.2));
    for (double ratio = 0.1; ratio < 70; ratio *= 1.01) {
      assertThat(odds.above(ratio * 1.01)).isLessThanOrEqualTo(odds.above(ratio));
      assertThat(odds.above(ratio)).isBetween(0.0, 1.0);
    }
    assertThat(odds.cheapest(1e9, 100e9)).isGreaterThan(odds.cheapest(1e9, 5e9));
  }

  @Test
  void a_container_of_a_day_is_judged_by_others_that_were_as_young() {
    var samples = new ArrayList<PeakSample>();
    for (int i = 0; i < 500; i++) {
      samples.add(sample(0, 1));
      samples.add(new PeakSample(RANDOM.nextLong(), 0, 0, true, 3));
    }
    var classes = Objects.requireNonNull(PeakClasses.of(samples));
    assertThat(classes.of(new PeakFeatures(1e9, 0, 0, 1)).above(2)).isGreaterThan(0.9);
    assertThat(classes.of(new PeakFeatures(1e9, 0, 0, 14)).above(2)).isLessThan(0.05);
  }
}
