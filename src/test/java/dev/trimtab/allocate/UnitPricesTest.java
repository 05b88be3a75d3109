package dev.trimtab.allocate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trimtab.fixtures.Nodes;
import dev.trimtab.model.cluster.Node;
import dev.trimtab.units.Cpu;
import dev.trimtab.units.Memory;
import dev.trimtab.units.Money;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UnitPricesTest {
  private static final Map<String, Money> PRICES =
      Map.of("m5.2xlarge", Money.usd("0.384"), "g4dn.xlarge", Money.usd("0.526"));

  private static Node node(String type, int cores, int gibi, int gpus) {
    var like = Nodes.of("n", type);
    return new Node(
        like.name(),
        like.providerId(),
        type,
        like.region(),
        like.zone(),
        like.arch(),
        like.capacityType(),
        Cpu.ofCores(cores),
        Memory.mebi(1024L * gibi),
        Cpu.ofCores(cores),
        Memory.mebi(1024L * gibi),
        gpus,
        like.maxPods(),
        like.ready(),
        like.createdAt(),
        like.labels());
  }

  private static UnitPrices of(Node... nodes) {
    return UnitPrices.of(
            List.of(nodes), node -> Optional.ofNullable(PRICES.get(node.instanceType())))
        .orElseThrow();
  }

  private static double whole(UnitPrices prices, int cores, int gibi, int gpus) {
    return cores * prices.perCoreHour().amount().doubleValue()
        + gibi * prices.perGibHour().amount().doubleValue()
        + gpus * prices.perGpuHour().amount().doubleValue();
  }

  @Test
  void a_node_at_unit_prices_costs_what_it_costs() {
    assertThat(whole(of(node("m5.2xlarge", 8, 32, 0)), 8, 32, 0)).isCloseTo(0.384, within(1e-9));
    assertThat(whole(of(node("g4dn.xlarge", 4, 16, 1)), 4, 16, 1)).isCloseTo(0.526, within(1e-9));
  }

  @Test
  void a_node_with_a_gpu_prices_gpus_and_no_cores() {
    var plain = of(node("m5.2xlarge", 8, 32, 0));
    var mixed = of(node("m5.2xlarge", 8, 32, 0), node("g4dn.xlarge", 4, 16, 1));
    assertThat(mixed.perCoreHour()).isEqualTo(plain.perCoreHour());
    assertThat(mixed.perGibHour()).isEqualTo(plain.perGibHour());
    // 0.95 at the scale of 0.526 / (4 x 0.031611 + 16 x 0.004237 + 0.95)
    assertThat(mixed.perGpuHour().amount().doubleValue())
        .isCloseTo(0.95 * 0.526 / 1.144236, within(1e-9));
  }

  @Test
  void nodes_without_a_price_price_nothing() {
    assertThat(UnitPrices.of(List.of(node("x", 8, 32, 0)), _ -> Optional.empty())).isEmpty();
  }
}
