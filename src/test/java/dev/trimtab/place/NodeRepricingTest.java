package dev.trimtab.place;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.fixtures.Facts;
import dev.trimtab.model.Problem;
import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.cluster.Node;
import dev.trimtab.model.cluster.Policies;
import dev.trimtab.units.Money;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodeRepricingTest {
  private static Node node(String name, String type, CapacityType capacity) {
    var n = Facts.node(name);
    return new Node(
        name,
        n.providerId(),
        type,
        n.region(),
        n.zone(),
        n.arch(),
        capacity,
        n.capacityCpu(),
        n.capacityMemory(),
        n.allocatableCpu(),
        n.allocatableMemory(),
        0,
        58,
        true,
        n.createdAt(),
        Map.of());
  }

  private static ClusterRepricing reprice(Node... nodes) {
    var cluster =
        new ClusterInventory(
            "prod", Facts.NOW, List.of(), List.of(nodes), List.of(), List.of(), Policies.NONE);
    var onDemand = Map.of("m5.xlarge", Money.usd("0.192"), "c5.large", Money.usd("0.085"));
    var spot = Map.of("m5.xlarge", Money.usd("0.07"));
    return NodeRepricing.of(
        cluster,
        n -> Optional.ofNullable(onDemand.get(n.instanceType())),
        n -> Optional.ofNullable(spot.get(n.instanceType())),
        Money.USD);
  }

  @Test
  void sums_both_kinds_of_price() {
    var sums =
        reprice(
            node("a", "m5.xlarge", CapacityType.ON_DEMAND),
            node("b", "m5.xlarge", CapacityType.SPOT),
            node("c", "c5.large", CapacityType.UNKNOWN));
    assertThat(sums.asBought()).isEqualTo(Money.usd("0.347")); // 0.192 + 0.07 + 0.085
    assertThat(sums.onDemand()).isEqualTo(Money.usd("0.469"));
    assertThat(sums.spot()).isEqualTo(Money.usd("0.225"));
    assertThat(sums.problems()).isEmpty();
  }

  @Test
  void an_unknown_type_is_loud_and_in_no_sum() {
    var sums =
        reprice(
            node("a", "m9.huge", CapacityType.ON_DEMAND),
            node("b", "m9.huge", CapacityType.SPOT),
            node("c", "c5.large", CapacityType.ON_DEMAND));
    assertThat(sums.unpriced()).isEqualTo(2);
    assertThat(sums.onDemand()).isEqualTo(Money.usd("0.085"));
    assertThat(sums.problems())
        .extracting(Problem::subject, Problem::reason)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("m9.huge", "unpriced-instance-type"));
  }

  @Test
  void a_spot_node_without_a_spot_price_is_told() {
    var sums = reprice(node("a", "c5.large", CapacityType.SPOT));
    assertThat(sums.asBought()).isEqualTo(Money.usd("0.085"));
    assertThat(sums.problems()).extracting(Problem::reason).containsExactly("no-spot-price");
  }
}
