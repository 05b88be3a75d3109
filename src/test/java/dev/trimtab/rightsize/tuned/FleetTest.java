package dev.trimtab.rightsize.tuned;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.model.usage.Histogram;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FleetTest {
  private static final Span DAYS = new Span(16, 86_400);

  private static Past container(int number) {
    var random = new SplittableRandom(number);
    List<@Nullable WindowUse> days = new ArrayList<>();
    for (int day = 0; day < DAYS.count() - 1; day++) {
      var cpu = new Histogram();
      for (int i = 0; i < 24; i++) {
        cpu.add(Math.exp(random.nextGaussian() - 2));
      }
      days.add(new WindowUse(cpu, 24, 1e9 * (1 + random.nextDouble()), Double.NaN, false));
    }
    return new Past(Past.key("container " + number), days);
  }

  private static Learned learned(IntStream containers) {
    var fleet = new Fleet(DAYS);
    containers.forEach(number -> fleet.see(container(number)));
    return fleet.learned();
  }

  @Test
  void learns_the_same_whatever_the_order_and_however_many_threads() {
    var one = learned(IntStream.range(0, 3_000));
    var backwards = learned(IntStream.range(0, 3_000).map(i -> 2_999 - i));
    var parallel = learned(IntStream.range(0, 3_000).parallel());
    var features = new PeakFeatures(1.9e9, 0.2, 0, 14);
    for (int w = 1; w < DAYS.count(); w++) {
      for (var other : List.of(backwards, parallel)) {
        assertThat(other.averageUse(w)).isEqualTo(one.averageUse(w));
        assertThat(other.averagePeak(w)).isEqualTo(one.averagePeak(w));
      }
      if (w > 1) {
        double odds = odds(one, w, features);
        assertThat(odds(backwards, w, features)).isEqualTo(odds);
        assertThat(odds(parallel, w, features)).isEqualTo(odds);
      }
    }
  }

  private static double odds(Learned learned, int window, PeakFeatures features) {
    return Objects.requireNonNull(learned.classes(window)).of(features).above(1.01);
  }

  @Test
  void keeps_no_more_of_many_containers_than_of_some() {
    var samples = new PeakSamples(100);
    for (int i = 0; i < 10_000; i++) {
      samples.add(new PeakSample(i * 0x9e3779b97f4a7c15L, 0, 0, false, 1));
    }
    assertThat(samples.kept()).hasSize(100);
  }
}
