package dev.trimtab.place.patch;

import static dev.trimtab.fixtures.ClusterPlans.group;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.fixtures.ClusterPlans;
import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.model.plan.ClusterPlan;
import dev.trimtab.model.plan.ClusterPlan.NodeGroup;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class KarpenterNodePoolsTest {
  private static String text(ClusterPlan plan) {
    return KarpenterNodePools.of(plan, ClusterPlans.TYPES, "default");
  }

  private static ClusterPlan plan(NodeGroup... groups) {
    return ClusterPlans.of(ClusterPlans.layout("1", "1", 0, List.of(groups)));
  }

  private static List<JsonNode> pools(ClusterPlan plan) {
    return Yaml.documents(text(plan));
  }

  private static JsonNode pool(ClusterPlan plan, String name) {
    return pools(plan).stream()
        .filter(pool -> pool.at("/metadata/name").asString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, List<String>> requirements(JsonNode pool) {
    return pool.at("/spec/template/spec/requirements").values().stream()
        .peek(each -> assertThat(each.path("operator").asString()).isEqualTo("In"))
        .collect(
            Collectors.toMap(
                each -> each.path("key").asString(), each -> Yaml.strings(each.path("values"))));
  }

  @Test
  void there_is_one_pool_for_each_architecture_and_way_of_buying() {
    assertThat(pools(ClusterPlans.full()))
        .allSatisfy(pool -> {
          assertThat(pool.path("apiVersion").asString()).isEqualTo("karpenter.sh/v1");
          assertThat(pool.path("kind").asString()).isEqualTo("NodePool");
          assertThat(pool.at("/spec/disruption/consolidationPolicy").asString())
              .isEqualTo("WhenEmptyOrUnderutilized");
          assertThat(pool.at("/spec/disruption/consolidateAfter").asString()).isEqualTo("5m");
        })
        .extracting(pool -> pool.at("/metadata/name").asString())
        .containsExactly(
            "trimtab-amd64-reserved",
            "trimtab-amd64-spot",
            "trimtab-amd64-on-demand",
            "trimtab-arm64-spot");
  }

  @Test
  void a_pool_is_bound_to_the_planned_types_and_zones() {
    assertThat(requirements(pool(ClusterPlans.full(), "trimtab-amd64-on-demand")))
        .isEqualTo(
            Map.of(
                "kubernetes.io/arch", List.of("amd64"),
                "kubernetes.io/os", List.of("linux"),
                "karpenter.sh/capacity-type", List.of("on-demand"),
                "topology.kubernetes.io/zone", List.of("us-east-1a"),
                "node.kubernetes.io/instance-type", List.of("m6i.2xlarge")));
    assertThat(requirements(pool(ClusterPlans.full(), "trimtab-amd64-spot")))
        .containsEntry("topology.kubernetes.io/zone", List.of("us-east-1a", "us-east-1b"))
        .containsEntry("node.kubernetes.io/instance-type", List.of("m6i.xlarge"));
  }

  @Test
  void spot_falls_back_to_on_demand_and_reserved_to_nothing() {
    var plan = ClusterPlans.full();
    assertThat(requirements(pool(plan, "trimtab-amd64-spot")))
        .containsEntry("karpenter.sh/capacity-type", List.of("spot", "on-demand"));
    assertThat(requirements(pool(plan, "trimtab-amd64-reserved")))
        .containsEntry("karpenter.sh/capacity-type", List.of("reserved"));
  }

  @Test
  void what_is_paid_for_is_tried_first_then_spot() {
    var plan = ClusterPlans.full();
    assertThat(
            List.of(
                pool(plan, "trimtab-amd64-reserved").at("/spec/weight").asInt(),
                pool(plan, "trimtab-amd64-spot").at("/spec/weight").asInt(),
                pool(plan, "trimtab-amd64-on-demand").at("/spec/weight").asInt()))
        .containsExactly(30, 20, 10);
  }

  @Test
  void nothing_gets_onto_spot_that_does_not_tolerate_it() {
    for (var pool : pools(ClusterPlans.full())) {
      var taint = pool.at("/spec/template/spec/taints/0");
      if (pool.at("/metadata/name").asString().endsWith("-spot")) {
        assertThat(taint.path("key").asString()).isEqualTo("trimtab.dev/spot");
        assertThat(taint.path("effect").asString()).isEqualTo("NoSchedule");
        assertThat(taint.path("value").isString()).isTrue();
      } else {
        assertThat(taint.isMissingNode()).isTrue();
      }
    }
    // web: 2 x 2 + 1 on spot and 3 on a reserved node; cart: 2 x 3 + 1; store is on demand
    assertThat(text(ClusterPlans.full()).lines())
        .contains(
            "#   shop/Deployment/web: 5 of its 8 replicas, the others on demand or reserved",
            "#   shop/Deployment/cart: all 7 replicas")
        .noneMatch(line -> line.contains("shop/StatefulSet/store"));
  }

  @Test
  void limits_leave_a_fifth_of_room() {
    // 20 x 4 cores and 20 x 16 GiB, and a fifth of each
    var spot = group("m6i.xlarge", "us-east-1a", CapacityType.SPOT, "0.1", 20);
    var limits = pools(plan(spot)).getFirst().at("/spec/limits");
    assertThat(limits.path("cpu").asInt()).isEqualTo(96);
    assertThat(limits.path("memory").asString()).isEqualTo("384Gi");
  }

  @Test
  void limits_leave_room_for_one_of_the_largest_nodes() {
    // 4 + 8 cores and 16 + 32 GiB; a fifth is less than the 8 cores and 32 GiB of the larger
    var limits =
        pools(
                plan(
                    group("m6i.xlarge", "us-east-1a", CapacityType.ON_DEMAND, "0.1", 1),
                    group("m6i.2xlarge", "us-east-1a", CapacityType.ON_DEMAND, "0.2", 1)))
            .getFirst()
            .at("/spec/limits");
    assertThat(limits.path("cpu").asInt()).isEqualTo(20);
    assertThat(limits.path("memory").asString()).isEqualTo("80Gi");
  }

  @Test
  void there_is_no_more_of_what_is_reserved() {
    var limits = pool(ClusterPlans.full(), "trimtab-amd64-reserved").at("/spec/limits");
    assertThat(limits.path("cpu").asInt()).isEqualTo(4);
    assertThat(limits.path("memory").asString()).isEqualTo("16Gi");
  }

  @Test
  void a_type_of_unknown_size_makes_a_pool_without_limits_and_says_so() {
    assertThat(pool(ClusterPlans.full(), "trimtab-arm64-spot").at("/spec/limits").isMissingNode())
        .isTrue();
    assertThat(text(ClusterPlans.full()))
        .contains("# No limits, since nobody knows the size of m7g.large");
  }

  @Test
  void nodes_bought_in_a_way_nobody_knows_are_on_demand() {
    var unknown = group("m6i.xlarge", "us-east-1a", CapacityType.UNKNOWN, "0.1", 1);
    var bought = group("m6i.xlarge", "us-east-1a", CapacityType.ON_DEMAND, "0.1", 2);
    assertThat(text(plan(unknown, bought)))
        .contains("# Planned: m6i.xlarge (3 in us-east-1a)")
        .doesNotContain("unknown");
  }

  @Test
  void the_node_class_is_named_and_cannot_break_out() {
    var nasty = "gpu: \"x\"\n# and: more";
    var text = KarpenterNodePools.of(ClusterPlans.full(), ClusterPlans.TYPES, nasty);
    assertThat(Yaml.documents(text))
        .hasSize(4)
        .allSatisfy(pool ->
            assertThat(pool.at("/spec/template/spec/nodeClassRef/name").asString())
                .isEqualTo(nasty));
    assertThat(text(ClusterPlans.full()))
        .contains("# They launch from your EC2NodeClass \"default\" (--node-class NAME");
  }

  @Test
  void comments_name_the_cluster_the_proof_and_the_way_to_exactly_these_nodes() {
    assertThat(text(ClusterPlans.full()))
        .startsWith(
            "# Cluster prod, plan of 2026-11-25T02:00:00Z with recommended requests: 8 nodes for 0.9000 USD an hour, proven to be within 1.12% of the cheapest possible. No place on them for 1 replica: see trimtab explain cluster/prod.\n")
        .contains("trimtab patch cluster/prod --format eksctl")
        .contains("# There are pools of several architectures");
    assertThat(
            text(
                ClusterPlans.of(
                    ClusterPlans.layout("1", "0", Double.POSITIVE_INFINITY, List.of()))))
        .contains("nothing proven of how far from the cheapest possible.\n");
  }

  @Test
  void the_order_of_a_plan_does_not_matter() {
    var groups = ClusterPlans.groups();
    assertThat(text(ClusterPlans.of(ClusterPlans.layout("0.9", "0.89", 0.01, groups.reversed()))))
        .isEqualTo(text(ClusterPlans.of(ClusterPlans.layout("0.9", "0.89", 0.01, groups))));
  }

  @Test
  void a_plan_without_nodes_is_comments() {
    assertThat(text(plan()).lines()).allMatch(line -> line.startsWith("#"));
  }
}
