package dev.trimtab.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.fixtures.Facts;
import dev.trimtab.model.finding.Finding;
import dev.trimtab.units.Money;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpotWordsTest {
  private static Finding.MoveToSpot move(int replicas, int onDemand) {
    return new Finding.MoveToSpot(Facts.WEB, replicas, onDemand, List.of("Why."), "Why.");
  }

  @Test
  void replicas_and_money_come_before_the_reasons() {
    assertThat(SpotWords.of(move(10, 2), Money.usd("1234.567")))
        .isEqualTo(
            "8 of 10 replicas may run on spot, which saves about 1,234.57 USD a month at list"
                + " prices; 2 stay on demand. Why.");
    assertThat(SpotWords.of(move(3, 1), Money.usd("3"))).contains("; 1 stays on demand. Why.");
  }

  @Test
  void unknown_money_is_not_told_as_none() {
    assertThat(SpotWords.of(move(3, 0), null)).isEqualTo("All 3 replicas may run on spot. Why.");
    assertThat(SpotWords.of(move(2, 0), null)).isEqualTo("Both replicas may run on spot. Why.");
    assertThat(SpotWords.of(move(1, 0), Money.usd("0")))
        .isEqualTo("Its 1 replica may run on spot. Why.");
  }
}
