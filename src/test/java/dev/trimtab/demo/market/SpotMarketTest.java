package dev.trimtab.demo.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.demo.seed.Period;
import dev.trimtab.demo.world.ClusterWorld;
import dev.trimtab.demo.world.DemoNode;
import dev.trimtab.demo.world.PodLife;
import dev.trimtab.demo.world.WorkloadSpec;
import java.time.Duration;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SpotMarketTest {
  private static final Period PERIOD = new Period(LocalDate.parse("2026-11-23"));

  private static Stream<ClusterWorld> clusters() {
    return Stream.of(
        new ClusterWorld("production", 1, 42, PERIOD),
        new ClusterWorld("staging", 0.35, 42, PERIOD),
        new ClusterWorld("development", 0.15, 42, PERIOD));
  }

  @Test
  void every_node_of_the_demo_has_had_a_spot_price_in_its_zone_for_as_long_as_aws_keeps_them() {
    var market = new SpotMarket(42);
    var quarter = PERIOD.asOf().minus(Duration.ofDays(90));
    clusters()
        .flatMap(cluster -> cluster.nodes().stream())
        .forEach(node -> {
          var changes = market.changes(node.type(), node.zone(), quarter, PERIOD.asOf());
          assertThat(changes).as(node.type().name() + " in " + node.zone()).hasSizeGreaterThan(90);
          assertThat(changes.getFirst().at()).isBeforeOrEqualTo(quarter);
          assertThat(changes).allMatch(change -> change.price().signum() > 0);
        });
  }

  /// What saves nothing by going to spot, because it is there.
  @Test
  void workloads_marked_for_spot_are_there_already() {
    assertThat(clusters().map(SpotMarketTest::onSpot))
        .containsExactly("production 13 of 15", "staging 10 of 11", "development 2 of 2");
  }

  private static String onSpot(ClusterWorld cluster) {
    var marked =
        cluster.workloads().stream()
            .filter(workload -> workload.is("spot") && cluster.replicas(workload) >= 2)
            .toList();
    long there = marked.stream().filter(workload -> isOnSpot(cluster, workload)).count();
    return "%s %d of %d".formatted(cluster.name(), there, marked.size());
  }

  private static boolean isOnSpot(ClusterWorld cluster, WorkloadSpec workload) {
    return cluster.pods(workload).stream()
        .filter(PodLife::running)
        .allMatch(pod -> cluster.nodeOf(pod).map(DemoNode::spot).orElse(false));
  }
}
