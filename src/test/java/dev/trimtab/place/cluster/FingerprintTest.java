package dev.trimtab.place.cluster;

import static dev.trimtab.fixtures.Workloads.workload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.fixtures.Nodes;
import dev.trimtab.model.cluster.Node;
import dev.trimtab.model.cluster.Policies;
import dev.trimtab.model.cluster.Workload;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.place.plan.PlanSettings;
import dev.trimtab.place.plan.PlanSettings.Risk;
import dev.trimtab.units.Money;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FingerprintTest {
  private static final Workload WEB = workload().replicas(8).build();
  private static final Node ONE = Nodes.of("n1", "m5.xlarge");
  private static final Node TWO = Nodes.of("n2", "m5.xlarge");

  private static String of(
      PlanSettings settings,
      Workload web,
      List<Node> nodes,
      Map<String, Map<WorkloadRef, Integer>> pods) {
    var inventory = Clusters.inventory(nodes, Policies.NONE, web);
    var subject =
        new ClusterCase(
            inventory, Map.of(), Map.of(), pods, Map.of(), Clusters.offers(), Double.NaN);
    return new ClusterPlanner(settings, System::nanoTime, Money.USD)
        .stated(subject, Changes.NONE, Clusters.standing(inventory), Money.usd("1"))
        .fingerprint();
  }

  private static PlanSettings settings(int seconds) {
    return new PlanSettings(Risk.NEUTRAL, Duration.ofSeconds(seconds), 1);
  }

  @Test
  void the_same_is_the_same_in_whatever_order_it_comes() {
    var pods = new LinkedHashMap<String, Map<WorkloadRef, Integer>>();
    pods.put("n2", Map.of(WEB.ref(), 3));
    pods.put("n1", Map.of(WEB.ref(), 5));
    assertThat(of(settings(1), WEB, List.of(TWO, ONE), pods))
        .isEqualTo(
            of(
                settings(1),
                workload().replicas(8).build(),
                List.of(ONE, TWO),
                Map.of("n1", Map.of(WEB.ref(), 5), "n2", Map.of(WEB.ref(), 3))))
        .matches("[0-9a-f]{64}");
  }

  @Test
  void whatever_a_plan_rests_on_is_in_it() {
    var pods = Map.of("n1", Map.of(WEB.ref(), 8));
    assertThat(
            List.of(
                of(settings(1), WEB, List.of(ONE), pods),
                of(settings(2), WEB, List.of(ONE), pods),
                of(settings(1), workload().replicas(9).build(), List.of(ONE), pods),
                of(settings(1), workload().replicas(8).budget("1", "").build(), List.of(ONE), pods),
                of(settings(1), WEB, List.of(ONE, TWO), pods),
                of(settings(1), WEB, List.of(ONE), Map.of("n1", Map.of(WEB.ref(), 7)))))
        .doesNotHaveDuplicates();
  }
}
