package dev.trimtab.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// When an incident that is open becomes another.
class PaceTest {
  private static final int DAY = 24;

  /// Less than a third at weekends.
  private static double normal(int hourOfWeek) {
    return hourOfWeek / DAY % 7 >= 5 ? 0.3 : 1;
  }

  /// The hours of an incident in which it was taken for another.
  private static long steps(int start, int hours, IntToDoubleFunction above) {
    var pace = new Pace(DAY);
    return IntStream.range(0, hours)
        .filter(hour -> {
          double normal = normal(start + hour);
          pace.see(normal + above.applyAsDouble(hour), normal);
          return pace.stepsUp();
        })
        .count();
  }

  /// As much more by night and at weekends, when it is a larger part.
  @ParameterizedTest
  @ValueSource(ints = {0, 24, 48, 60, 72, 84, 92, 96, 108, 120, 144})
  void what_doubles_by_the_day_is_the_same_incident(int start) {
    assertThat(steps(start, 6 * DAY, hour -> 0.3 * Math.pow(2, hour / 24.0))).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 24, 48, 72, 96, 120, 144})
  void what_had_settled_and_triples_is_another(int start) {
    int at = 4 * DAY;
    assertThat(
            steps(
                start, 6 * DAY, hour -> normal(start + hour) * ((hour < at ? 1.0 : 3.0) * 1.3 - 1)))
        .isPositive();
  }
}
