package dev.trimtab.place;

import static dev.trimtab.fixtures.Workloads.workload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.fixtures.Workloads;
import dev.trimtab.model.cluster.Policies;
import dev.trimtab.model.finding.Finding;
import dev.trimtab.place.spot.SpotFacts;
import dev.trimtab.units.Memory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SpotEligibilityTest {
  private static final SpotEligibility ELIGIBILITY =
      new SpotEligibility(new SpotPolicy(2, Duration.ofMinutes(2)));

  private static final Policies CLUSTER =
      new Policies(
          List.of(
              claim("data", "us-east-1a", false),
              claim("disk", "", true),
              claim("data-web-0", "us-east-1b", false),
              claim("nfs", "", false)),
          List.of(),
          List.of(),
          Map.of("vital", 2_000_000_000));

  private static SpotFacts facts(Policies policies) {
    return new SpotFacts(policies, Map.of(), Map.of());
  }

  private static Policies.Claim claim(String name, String zone, boolean local) {
    return new Policies.Claim("shop", name, "gp3", Memory.mebi(1024), "pv-" + name, zone, local);
  }

  private static Finding decide(Workloads workload) {
    return ELIGIBILITY.advise(workload.build(), facts(CLUSTER)).orElseThrow();
  }

  static Stream<Arguments> never() {
    return Stream.of(
        never(
            workload().annotated("trimtab.dev/spot", "forbidden"),
            "annotation trimtab.dev/spot forbids"),
        never(
            workload().annotated("trimtab.dev/spot", "yes"),
            "is \"yes\", which is neither allowed nor forbidden"),
        never(workload().kind("Pod"), "bare pod"),
        never(workload().kind("StaticPod"), "static pod"),
        never(workload().kind("Job").replicas(1), "one-off Job"),
        never(workload().kind("Kafka"), "kind Kafka belongs to an operator"),
        never(
            workload().replicas(1),
            "It has 1 replica, fewer than 2: an interruption would be an outage, and no PodDisruptionBudget guards it."),
        never(workload().replicas(5).scaled(1, 9), "autoscaler may go down to 1 replica,"),
        never(workload().budget("100%", ""), "allows no disruption at all"),
        never(workload().budget("10", ""), "allows no disruption at all"),
        never(workload().budget("", "0"), "allows no disruption at all"),
        never(workload().budget("", "0%"), "allows no disruption at all"),
        never(workload().budget("most", ""), "allows no disruption at all"),
        never(
            workload().kind("StatefulSet").replicas(2),
            "StatefulSet of 2: without one of them it has no majority"),
        never(workload().kind("StatefulSet"), "tied to us-east-1b"),
        never(workload().claims("data"), "tied to us-east-1a"),
        never(workload().claims("disk"), "node's own disk"),
        never(workload().localStorage(), "node's own disk"),
        never(
            workload().grace(Duration.ofMinutes(10)),
            "wants 600 s to end in order, and a spot node gives 120 s"),
        never(
            workload().priority("system-node-critical", 0), "priority class system-node-critical"),
        never(workload().priority("vital", 0), "priority class vital"),
        never(workload().priority("", 2_000_000_000), "priority 2000000000"));
  }

  private static Arguments never(Workloads workload, String words) {
    return Arguments.of(words, workload);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("never")
  void each_reason_keeps_it_on_demand_in_its_own_words(String words, Workloads workload) {
    var finding = decide(workload);
    assertThat(finding).isInstanceOf(Finding.StayOnDemand.class);
    assertThat(finding.reason()).contains(words);
  }

  @Test
  void every_objection_is_told() {
    var stay =
        (Finding.StayOnDemand)
            decide(workload().replicas(1).localStorage().grace(Duration.ofMinutes(10)));
    assertThat(stay.reasons()).hasSize(3);
  }

  static Stream<Arguments> some() {
    return Stream.of(
        Arguments.of(workload().budget("3", ""), 3),
        Arguments.of(workload().budget("25%", ""), 3), // 2.5, rounded up as Kubernetes does
        Arguments.of(workload().budget("", "4"), 6),
        Arguments.of(workload().budget("", "25%"), 7),
        Arguments.of(workload().kind("StatefulSet").replicas(3), 2));
  }

  @ParameterizedTest
  @MethodSource("some")
  void some_replicas_stay_on_demand(Workloads workload, int onDemand) {
    var finding = ELIGIBILITY.advise(workload.build(), facts(Policies.NONE)).orElseThrow();
    assertThat(finding)
        .isInstanceOfSatisfying(
            Finding.MoveToSpot.class,
            move -> assertThat(move.onDemandReplicas()).isEqualTo(onDemand));
    assertThat(finding.reason()).contains("on demand");
  }

  @Test
  void a_stateless_workload_goes_whole_and_is_told_what_it_lacks() {
    var bare = (Finding.MoveToSpot) decide(workload().claims("nfs"));
    assertThat(bare.onDemandReplicas()).isZero();
    assertThat(bare.reason()).contains("costs a restart", "Give it a PodDisruptionBudget first");
    assertThat(decide(workload().budget("0", "")).reason()).doesNotContain("first");
  }

  @Test
  void a_cron_job_may_go() {
    assertThat(decide(workload().kind("CronJob").replicas(1)))
        .isInstanceOf(Finding.MoveToSpot.class);
  }

  @Test
  void its_owner_overrules_all_rules() {
    assertThat(decide(workload().replicas(1).annotated("trimtab.dev/spot", "allowed")))
        .isInstanceOf(Finding.MoveToSpot.class);
  }

  @Test
  void daemon_sets_and_what_is_scaled_to_nothing_are_not_decided() {
    assertThat(ELIGIBILITY.advise(workload().kind("DaemonSet").build(), facts(CLUSTER))).isEmpty();
    assertThat(ELIGIBILITY.advise(workload().replicas(0).build(), facts(CLUSTER))).isEmpty();
  }

  @Test
  void another_namespaces_claim_of_the_same_name_does_not_count() {
    var elsewhere =
        new Policies(
            List.of(
                new Policies.Claim(
                    "other", "data", "gp3", Memory.mebi(1), "pv", "us-east-1a", false)),
            List.of(),
            List.of(),
            Map.of());
    assertThat(
            ELIGIBILITY.advise(workload().claims("data").build(), facts(elsewhere)).orElseThrow())
        .isInstanceOf(Finding.MoveToSpot.class);
  }
}
