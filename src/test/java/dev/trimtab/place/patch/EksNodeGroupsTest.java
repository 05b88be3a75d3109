package dev.trimtab.place.patch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.fixtures.ClusterPlans;
import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.model.plan.ClusterPlan;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class EksNodeGroupsTest {
  private static JsonNode config(ClusterPlan plan) {
    var documents = Yaml.documents(EksNodeGroups.of(plan));
    assertThat(documents).hasSize(1);
    return documents.getFirst();
  }

  private static JsonNode group(ClusterPlan plan, String name) {
    return config(plan).path("managedNodeGroups").values().stream()
        .filter(each -> each.path("name").asString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void there_is_one_group_for_each_type_zone_and_way_of_buying() {
    var config = config(ClusterPlans.full());
    assertThat(config.path("apiVersion").asString()).isEqualTo("eksctl.io/v1alpha5");
    assertThat(config.path("kind").asString()).isEqualTo("ClusterConfig");
    assertThat(config.at("/metadata/name").asString()).isEqualTo("prod");
    assertThat(config.at("/metadata/region").asString()).isEqualTo("us-east-1");
    assertThat(
            config.path("managedNodeGroups").values().stream()
                .collect(
                    Collectors.toMap(
                        each -> each.path("name").asString(),
                        each -> each.path("desiredCapacity").asInt())))
        .containsOnly(
            Map.entry("trimtab-m6i-xlarge-us-east-1a-reserved", 1),
            Map.entry("trimtab-m6i-xlarge-us-east-1a-spot", 2),
            Map.entry("trimtab-m6i-xlarge-us-east-1b-spot", 2 + 1),
            Map.entry("trimtab-m6i-2xlarge-us-east-1a-on-demand", 1),
            Map.entry("trimtab-m7g-large-us-east-1b-spot", 1));
  }

  @Test
  void a_group_is_of_one_type_in_one_zone_and_as_large_as_planned_with_room_to_grow() {
    var group = group(ClusterPlans.full(), "trimtab-m6i-xlarge-us-east-1b-spot");
    assertThat(Yaml.strings(group.path("instanceTypes"))).containsExactly("m6i.xlarge");
    assertThat(Yaml.strings(group.path("availabilityZones"))).containsExactly("us-east-1b");
    assertThat(group.path("minSize").asInt()).isEqualTo(3);
    assertThat(group.path("maxSize").asInt()).isEqualTo(4); // a fifth of 3, rounded up
    assertThat(group.path("spot").isBoolean()).isTrue();
    assertThat(group.path("spot").asBoolean()).isTrue();
    assertThat(group.at("/taints/0/key").asString()).isEqualTo("trimtab.dev/spot");
    assertThat(group.path("labels").path("trimtab.dev/capacity-type").asString()).isEqualTo("spot");
  }

  @Test
  void what_is_not_on_spot_is_neither_marked_nor_tainted() {
    var reserved = group(ClusterPlans.full(), "trimtab-m6i-xlarge-us-east-1a-reserved");
    assertThat(reserved.has("spot")).isFalse();
    assertThat(reserved.has("taints")).isFalse();
    assertThat(reserved.path("maxSize").asInt()).isEqualTo(1);
    var demand = group(ClusterPlans.full(), "trimtab-m6i-2xlarge-us-east-1a-on-demand");
    assertThat(demand.has("spot")).isFalse();
    assertThat(demand.path("maxSize").asInt()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "us-east-1a, us-east-1",
    "us-gov-west-1b, us-gov-west-1",
    "ap-southeast-2c, ap-southeast-2",
    "us-west-2-lax-1a, us-west-2"
  })
  void the_region_is_that_of_the_zones(String zone, String region) {
    var nodes = List.of(ClusterPlans.group("m5.large", zone, CapacityType.SPOT, "0.1", 1));
    var plan = ClusterPlans.of(ClusterPlans.layout("1", "1", 0, nodes));
    assertThat(config(plan).at("/metadata/region").asString()).isEqualTo(region);
  }

  @Test
  void a_region_that_zones_do_not_tell_is_asked_for() {
    var nodes = List.of(ClusterPlans.group("m5.large", "use1-az1", CapacityType.SPOT, "0.1", 1));
    var plan = ClusterPlans.of(ClusterPlans.layout("1", "1", 0, nodes));
    assertThat(config(plan).at("/metadata/region").isMissingNode()).isTrue();
    assertThat(EksNodeGroups.of(plan)).contains("# Add metadata.region:");
  }

  @Test
  void a_plan_without_nodes_has_no_groups() {
    var plan = ClusterPlans.of(ClusterPlans.layout("0", "0", 0, List.of()));
    assertThat(config(plan).path("managedNodeGroups").isArray()).isTrue();
    assertThat(config(plan).path("managedNodeGroups")).isEmpty();
  }

  @Test
  void a_split_workload_is_told_what_to_spread_over() {
    assertThat(EksNodeGroups.of(ClusterPlans.full()))
        .contains("over the node label trimtab.dev/capacity-type.");
  }
}
