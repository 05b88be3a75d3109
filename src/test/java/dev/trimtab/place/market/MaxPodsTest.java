package dev.trimtab.place.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.model.price.InstanceType;
import dev.trimtab.units.Memory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaxPodsTest {
  @ParameterizedTest
  @CsvSource({
    "m5.xlarge,   4,  58,  58, 110",
    "t3.nano,     2,   4,   4,  34",
    "c5.9xlarge, 36, 234, 234, 250",
    "x.30,       30, 234, 234, 110",
    "x.31,       31, 234, 234, 250",
    "m4.large,    2,  20,  20,  20",
    "i3.metal,   72, 737, 737, 250",
    "unheard.of, 64,    , 110, 110",
  })
  void addresses_bound_pods_and_prefixes_raise_the_bound_on_nitro(
      String name, int vcpus, @Nullable Integer byInterfaces, int plain, int prefixed) {
    var type = new InstanceType(name, vcpus, Memory.mebi(1024), 0, "amd64", byInterfaces, 0);
    assertThat(MaxPods.of(type, false)).isEqualTo(plain);
    assertThat(MaxPods.of(type, true)).isEqualTo(prefixed);
  }
}
