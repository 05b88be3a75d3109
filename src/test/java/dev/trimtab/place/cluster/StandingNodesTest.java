package dev.trimtab.place.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.fixtures.Facts;
import dev.trimtab.fixtures.Nodes;
import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.model.cluster.Node;
import dev.trimtab.model.cluster.Policies;
import dev.trimtab.model.cluster.Taint;
import dev.trimtab.place.board.Problems;
import dev.trimtab.place.plan.Offer;
import dev.trimtab.place.plan.Size;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StandingNodesTest {
  private static final Size ROOM = Problems.size(4, 16);

  private static StandingNodes standing(List<Node> nodes, Offer... offers) {
    return StandingNodes.of(
        Clusters.inventory(nodes, Policies.NONE),
        List.of(offers),
        node ->
            node.instanceType().equals("m5.xlarge")
                ? Optional.of(new BigDecimal("0.3"))
                : Optional.empty());
  }

  private static Offer offer(CapacityType capacity, double price, int available) {
    return Problems.offer("m5.xlarge", "us-east-1a", capacity, price, ROOM, available);
  }

  @Test
  void alike_nodes_are_one_offer_of_as_many_as_stand() {
    var standing = standing(List.of(Facts.node("a"), Facts.node("b"), Nodes.of("c", "m9.huge")));
    assertThat(standing.nodes()).isEqualTo(3);
    assertThat(standing.unpriced()).isEqualTo(1);
    assertThat(standing.price()).isEqualByComparingTo("0.6");
    var offer = standing.offers().getFirst();
    assertThat(offer.available()).isEqualTo(2);
    assertThat(offer.room()).isEqualTo(new Size(3_920_000, 15000L << 20, 0));
    assertThat(offer.maxPods()).isEqualTo(58);
  }

  @Test
  void a_node_costs_what_a_plan_would_pay_for_it() {
    var standing = standing(List.of(Facts.node("a")), offer(CapacityType.ON_DEMAND, 0.192, 1000));
    assertThat(standing.price()).isEqualByComparingTo("0.192");
  }

  @Test
  void reserved_nodes_are_counted_first_and_only_as_often_as_they_are_owned() {
    var standing =
        standing(
            List.of(Facts.node("a"), Facts.node("b"), Facts.node("c")),
            offer(CapacityType.ON_DEMAND, 0.192, 1000),
            offer(CapacityType.RESERVED, 0, 2));
    assertThat(standing.price()).isEqualByComparingTo("0.192");
    assertThat(standing.offers())
        .extracting(Offer::capacityType, Offer::available)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(CapacityType.RESERVED, 2),
            org.assertj.core.groups.Tuple.tuple(CapacityType.ON_DEMAND, 1));
  }

  @Test
  void a_tainted_node_is_an_offer_of_its_own() {
    var tainted = Nodes.tainted(Facts.node("b"), new Taint("dedicated", "x", "NoSchedule"));
    var standing = standing(List.of(Facts.node("a"), tainted, Facts.node("c")));
    var plain = standing.offers().getFirst();
    var other = standing.offers().getLast();
    assertThat(plain.available()).isEqualTo(2);
    assertThat(plain.labels()).doesNotContainKey("taint dedicated=x:NoSchedule");
    assertThat(other.labels())
        .containsKey("taint dedicated=x:NoSchedule")
        .containsEntry("topology.kubernetes.io/zone", "us-east-1a")
        .containsEntry("node.kubernetes.io/instance-type", "m5.xlarge");
    assertThat(standing.keys())
        .containsEntry("a", plain.key())
        .containsEntry("b", other.key())
        .containsEntry("c", plain.key());
  }
}
