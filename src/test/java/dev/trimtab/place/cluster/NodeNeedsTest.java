package dev.trimtab.place.cluster;

import static dev.trimtab.fixtures.Workloads.workload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimtab.fixtures.Workloads;
import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.model.cluster.Scheduling;
import dev.trimtab.model.cluster.Scheduling.NodeRequirement;
import dev.trimtab.place.board.Problems;
import dev.trimtab.place.plan.LabelRule;
import dev.trimtab.place.plan.LabelRule.Operator;
import dev.trimtab.place.plan.Offer;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeNeedsTest {
  private static Offer offer(String type, String zone, Map<String, String> labels) {
    return OfferLabels.completed(
        new Offer(
            type,
            zone,
            CapacityType.ON_DEMAND,
            BigDecimal.ONE,
            Problems.size(4, 16),
            20,
            "amd64",
            Double.NaN,
            9,
            labels));
  }

  private static final List<Offer> OFFERS =
      List.of(
          offer("c5.large", "a", Map.of("karpenter.k8s.aws/instance-generation", "5")),
          offer("c7i.large", "b", Map.of("karpenter.k8s.aws/instance-generation", "7")));

  private static NodeNeeds needs(Workloads workload) {
    return NodeNeeds.of(workload.build().template(), OFFERS);
  }

  private static Workloads affinity(List<List<NodeRequirement>> terms) {
    return workload().scheduled(new Scheduling(List.of(), terms, 0));
  }

  private static NodeRequirement need(String key, String operator, String... values) {
    return new NodeRequirement(key, operator, List.of(values));
  }

  @Test
  void a_selector_says_arch_and_zone_and_is_a_rule_else() {
    var needs =
        needs(
            workload()
                .selecting("beta.kubernetes.io/arch", "arm64")
                .selecting("topology.kubernetes.io/zone", "a")
                .selecting("disk", "ssd"));
    assertThat(needs)
        .isEqualTo(
            new NodeNeeds(
                "arm64", "a", List.of(new LabelRule("disk", Operator.IN, List.of("ssd")))));
  }

  @Test
  void one_term_holds_as_it_is() {
    assertThat(
            needs(
                affinity(
                    List.of(
                        List.of(
                            need("kubernetes.io/arch", "NotIn", "amd64"),
                            need("topology.kubernetes.io/zone", "In", "a", "b"))))))
        .isEqualTo(
            new NodeNeeds(
                "arm64",
                "",
                List.of(
                    new LabelRule("topology.kubernetes.io/zone", Operator.IN, List.of("a", "b")))));
  }

  @Test
  void terms_on_one_label_are_taken_together() {
    var terms =
        affinity(
            List.of(
                List.of(need("kubernetes.io/arch", "In", "amd64")),
                List.of(need("kubernetes.io/arch", "In", "arm64"))));
    assertThat(needs(terms).arch()).isEqualTo("any");
  }

  @Test
  void of_other_terms_the_first_that_an_offer_meets_counts() {
    var terms =
        affinity(
            List.of(
                List.of(need("disk", "In", "ssd")),
                List.of(need("topology.kubernetes.io/zone", "In", "b")),
                List.of(need("topology.kubernetes.io/zone", "In", "a"))));
    assertThat(needs(terms).zone()).isEqualTo("b");
  }

  @Test
  void greater_than_is_one_of_the_greater_values_that_there_are() {
    var newer =
        needs(affinity(List.of(List.of(need("karpenter.k8s.aws/instance-generation", "Gt", "5")))));
    assertThat(newer.rules())
        .containsExactly(
            new LabelRule("karpenter.k8s.aws/instance-generation", Operator.IN, List.of("7")));
  }

  @Test
  void an_operator_that_kubernetes_does_not_have_is_refused() {
    assertThatThrownBy(() -> needs(affinity(List.of(List.of(need("disk", "Like", "s%"))))))
        .hasMessageContaining("\"Like\"");
  }
}
