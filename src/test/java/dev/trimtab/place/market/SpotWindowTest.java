package dev.trimtab.place.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.units.TimeWindow;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SpotWindowTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final TimeWindow TEN_HOURS = new TimeWindow(NOON, NOON.plus(Duration.ofHours(10)));

  private static NavigableMap<Instant, BigDecimal> announced(Object... hoursAndPrices) {
    var prices = new TreeMap<Instant, BigDecimal>();
    for (int i = 0; i < hoursAndPrices.length; i += 2) {
      prices.put(
          NOON.plus(Duration.ofHours((Integer) hoursAndPrices[i])),
          new BigDecimal((String) hoursAndPrices[i + 1]));
    }
    return prices;
  }

  private static String words(Object... hoursAndPrices) {
    return SpotWindow.of(announced(hoursAndPrices), TEN_HOURS)
        .map(w ->
            "%s %s %s %s %s"
                .formatted(
                    w.mean().toPlainString(),
                    w.spread().toPlainString(),
                    w.min(),
                    w.max(),
                    w.covered()))
        .orElse("nothing");
  }

  @Test
  void the_price_in_force_at_the_start_counts_from_there() {
    // 4 h at 0.2 and 6 h at 0.1; variance 0.4 x 0.06^2 + 0.6 x 0.04^2 = 0.0024
    assertThat(words(-50, "0.2", 4, "0.1")).isEqualTo("0.140000000 0.048989795 0.1 0.2 PT10H");
  }

  @Test
  void a_price_announced_at_the_start_is_in_the_window_and_one_at_the_end_is_not() {
    assertThat(words(-1, "9", 0, "0.2", 10, "7"))
        .isEqualTo("0.200000000 0.000000000 0.2 0.2 PT10H");
  }

  @Test
  void a_pool_that_is_first_announced_within_the_window_counts_from_there_on() {
    assertThat(words(9, "0.3")).isEqualTo("0.300000000 0.000000000 0.3 0.3 PT1H");
    assertThat(words(8, "0.3", 9, "0.1")).isEqualTo("0.200000000 0.100000000 0.1 0.3 PT2H");
  }

  @Test
  void there_is_nothing_to_tell_of_a_pool_that_is_announced_later_or_never() {
    assertThat(words()).isEqualTo("nothing");
    assertThat(words(10, "0.3")).isEqualTo("nothing");
    assertThat(SpotWindow.of(announced(-1, "1"), new TimeWindow(NOON, NOON))).isEmpty();
  }

  @Test
  void thirds_are_rounded_half_up_at_the_ninth_place() {
    var window = new TimeWindow(NOON, NOON.plus(Duration.ofHours(3)));
    var third = SpotWindow.of(announced(0, "0.1", 1, "0.2", 2, "0.2"), window).orElseThrow();
    assertThat(third.mean()).isEqualTo("0.166666667");
    // sqrt(2)/30
    assertThat(third.spread()).isEqualTo("0.047140452");
  }
}
