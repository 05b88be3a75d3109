package dev.trimtab.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LargestRemainderTest {
  @Test
  void three_thirds_of_a_euro_are_a_euro() {
    var third = new BigDecimal("0.333333333");
    assertThat(LargestRemainder.round(List.of(third, third, third), 2))
        .containsExactly(new BigDecimal("0.34"), new BigDecimal("0.33"), new BigDecimal("0.33"));
  }

  @Test
  void a_target_that_is_too_far_away_is_refused() {
    var parts = List.of(new BigDecimal("1.001"));
    assertThatThrownBy(() -> LargestRemainder.apportion(parts, new BigDecimal("9.00")))
        .hasMessageContaining("9.00");
  }

  @Property
  void parts_add_up_and_none_moves_by_a_unit(
      @ForAll @Size(max = 50)
          List<@BigRange(min = "-100", max = "100") @Scale(9) BigDecimal> parts) {
    var rounded = LargestRemainder.round(parts, 2);
    var exact = parts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(rounded.stream().reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualByComparingTo(exact.setScale(2, RoundingMode.HALF_UP));
    for (var i = 0; i < parts.size(); i++) {
      assertThat(rounded.get(i).subtract(parts.get(i)).abs()).isLessThan(new BigDecimal("0.01"));
    }
  }
}
