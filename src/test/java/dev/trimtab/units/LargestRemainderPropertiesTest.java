package dev.trimtab.units;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class LargestRemainderPropertiesTest {
  @Provide
  static Arbitrary<BigDecimal> totals() {
    return Arbitraries.bigDecimals()
        .between(new BigDecimal("-1000000"), new BigDecimal("1000000"))
        .ofScale(9);
  }

  @Provide
  static Arbitrary<List<BigDecimal>> weights() {
    return Arbitraries.oneOf(
            Arbitraries.of(BigDecimal.ZERO, new BigDecimal("1E-9"), new BigDecimal("1E+30")),
            Arbitraries.bigDecimals().between(BigDecimal.ZERO, new BigDecimal("100000")).ofScale(9))
        .list()
        .ofMinSize(1)
        .ofMaxSize(60);
  }

  @Property
  void shares_add_up_and_stay_within_a_unit_of_their_own(
      @ForAll("totals") BigDecimal total, @ForAll("weights") List<BigDecimal> weights) {
    var shares = LargestRemainder.split(total, weights, 9);
    assertThat(shares).hasSameSizeAs(weights);
    assertThat(shares.stream().reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualByComparingTo(total);
    var sum = weights.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    for (int i = 0; i < shares.size() && sum.signum() > 0; i++) {
      var off = shares.get(i).multiply(sum).subtract(total.multiply(weights.get(i))).abs();
      assertThat(off).isLessThanOrEqualTo(sum.multiply(new BigDecimal("1.000001E-9")));
    }
  }
}
