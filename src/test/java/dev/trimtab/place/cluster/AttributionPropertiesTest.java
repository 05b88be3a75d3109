package dev.trimtab.place.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class AttributionPropertiesTest {
  @Provide
  static Arbitrary<BigDecimal> amounts() {
    return Arbitraries.oneOf(
        Arbitraries.of(BigDecimal.ZERO, new BigDecimal("1E-9"), new BigDecimal("-1E-9")),
        Arbitraries.bigDecimals()
            .between(new BigDecimal("-5000"), new BigDecimal("5000"))
            .ofScale(9));
  }

  @Provide
  static Arbitrary<List<BigDecimal>> changes() {
    return amounts().list().ofMaxSize(50);
  }

  @Property
  void parts_add_up_to_the_whole(
      @ForAll("amounts") BigDecimal realizable, @ForAll("changes") List<BigDecimal> nominal) {
    var shared = Attribution.of(realizable, nominal);
    assertThat(shared.parts()).hasSameSizeAs(nominal);
    assertThat(shared.parts().stream().reduce(shared.rest(), BigDecimal::add))
        .isEqualByComparingTo(realizable);
  }

  @Property
  void no_increase_saves_and_no_decrease_costs(
      @ForAll("amounts") BigDecimal realizable, @ForAll("changes") List<BigDecimal> nominal) {
    var parts = Attribution.of(realizable, nominal).parts();
    for (int i = 0; i < parts.size(); i++) {
      if (nominal.get(i).signum() <= 0) {
        assertThat(parts.get(i)).isLessThanOrEqualTo(BigDecimal.ZERO);
      }
      if (nominal.get(i).signum() >= 0) {
        assertThat(parts.get(i)).isGreaterThanOrEqualTo(BigDecimal.ZERO);
      }
    }
  }

  private static List<BigDecimal> dollars(String... amounts) {
    return List.of(amounts).stream().map(BigDecimal::new).toList();
  }

  @Test
  void an_increase_carries_its_nominal_cost_and_decreases_share_the_rest_by_theirs() {
    // 30 is saved although 10 more is asked for: the decreases saved 40 between them
    var shared = Attribution.of(new BigDecimal("30"), dollars("60", "-10", "20"));
    assertThat(shared.parts())
        .usingElementComparator(BigDecimal::compareTo)
        .containsExactlyElementsOf(dollars("30", "-10", "10"));
    assertThat(shared.rest()).isZero();
  }

  @Test
  void what_nodes_cost_beyond_all_increases_is_the_increases_and_no_decreases_cost() {
    var shared = Attribution.of(new BigDecimal("-30"), dollars("60", "-10", "-5"));
    assertThat(shared.parts())
        .usingElementComparator(BigDecimal::compareTo)
        .containsExactlyElementsOf(dollars("0", "-20", "-10"));
  }

  @Test
  void what_no_change_explains_is_the_clusters_own() {
    assertThat(Attribution.of(new BigDecimal("7"), List.of()).rest()).isEqualByComparingTo("7");
    assertThat(Attribution.of(new BigDecimal("7"), dollars("-1")).rest()).isEqualByComparingTo("7");
    assertThat(Attribution.of(new BigDecimal("-7"), dollars("1")).rest())
        .isEqualByComparingTo("-7");
  }
}
