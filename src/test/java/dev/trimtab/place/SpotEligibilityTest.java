package dev.trimtab.place;

import static dev.trimtab.fixtures.Workloads.workload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.fixtures.Histories;
import dev.trimtab.fixtures.Workloads;
import dev.trimtab.model.cluster.Policies;
import dev.trimtab.model.finding.Finding;
import dev.trimtab.place.spot.Behaviour;
import dev.trimtab.place.spot.SpotFacts;
import dev.trimtab.place.spot.SpotScope;
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
            "It has 1 replica, fewer than 2: an interruption would be an outage, and no"
                + " PodDisruptionBudget guards it."),
        never(workload().replicas(5).scaled(1, 9), "autoscaler may go down to 1 replica,"),
        never(workload().budget("100%", ""), "allows no disruption at all"),
        never(workload().budget("10", ""), "allows no disruption at all"),
        never(workload().budget("", "0"), "allows no disruption at all"),
        never(workload().budget("", "0%"), "allows no disruption at all"),
        never(workload().budget("most", ""), "allows no disruption at all"),
        never(
            workload().kind("StatefulSet").replicas(2),
            "StatefulSet of 2: without one of them it has no majority"),
        never(
            workload().kind("StatefulSet").replicas(1),
            "It is a single instance, a StatefulSet of 1: nothing takes its place"),
        never(
            workload().replicas(1).scaled(1, 1),
            "Its autoscaler web never lets it have more than 1 replica"),
        never(
            workload().annotated("trimtab.dev/min-on-demand-share", "1"),
            "wants 100% of its replicas on demand, 10 of 10"),
        never(
            workload().annotated("trimtab.dev/min-on-demand-share", "half"),
            "is \"half\", which is no share such as 0.5 or 50%: taken as all of it"),
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
  void four_that_never_go_each_in_its_own_words() {
    var told =
        Stream.of(
                workload().kind("StatefulSet").replicas(5).localStorage(),
                workload().replicas(1),
                workload().grace(Duration.ofMinutes(10)),
                workload().priority("system-cluster-critical", 0))
            .map(w -> ELIGIBILITY.grade(w.build(), facts(Policies.NONE)))
            .toList();
    assertThat(told).noneMatch(SpotGrade::allowed);
    assertThat(told)
        .extracting(grade -> String.join(" ", grade.reasons()))
        .containsExactly(
            "Its data lives on the node's own disk, which goes with the node.",
            "It has 1 replica, fewer than 2: an interruption would be an outage, and no"
                + " PodDisruptionBudget guards it.",
            "It wants 600 s to end in order, and a spot node gives 120 s notice.",
            "Its priority class system-cluster-critical marks it as critical to the cluster.");
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

  private static final SpotEligibility STRICT =
      new SpotEligibility(
          new SpotPolicy(
              2,
              Duration.ofMinutes(2),
              0.25,
              new SpotScope(List.of("pay*", "tier=critical", "stage=live")),
              new SpotScope(List.of("sh*p", "cost=low"))));

  private static SpotGrade strictly(Workloads workload, Map<String, String> namespaceLabels) {
    return STRICT.grade(
        workload.build(), new SpotFacts(Policies.NONE, Map.of("shop", namespaceLabels), Map.of()));
  }

  @Test
  void the_configuration_forbids_by_label_of_workload_and_namespace() {
    assertThat(strictly(workload().labelled("tier", "critical"), Map.of()).reasons())
        .containsExactly(
            "The configuration keeps label tier=critical off spot (placement.spotForbidden).");
    assertThat(strictly(workload(), Map.of("stage", "live")).reasons())
        .contains(
            "The configuration keeps namespaces labelled stage=live off spot"
                + " (placement.spotForbidden).");
    assertThat(strictly(workload(), Map.of("stage", "live")).words()).isEqualTo("no");
    assertThat(new SpotScope(List.of("pay*", "sh*")).match(workload().build(), Map.of()))
        .contains("namespace shop");
    assertThat(new SpotScope(List.of("pay*", "hop", "sho")).match(workload().build(), Map.of()))
        .isEmpty();
  }

  @Test
  void the_configuration_allows_whatever_the_nature_but_its_share_stays() {
    var grade = strictly(workload().replicas(4).grace(Duration.ofMinutes(10)), Map.of());
    assertThat(grade.words()).isEqualTo("yes with at least 1 on demand");
    assertThat(grade.reasons())
        .containsExactly(
            "The configuration allows namespace shop on spot (placement.spotAllowed).",
            "The configuration (placement.minOnDemandShare) wants 25% of its replicas on demand, 1"
                + " of 4.");
  }

  @Test
  void an_annotation_wins_over_the_configuration_either_way() {
    var allowed = workload().labelled("tier", "critical").annotated("trimtab.dev/spot", "allowed");
    assertThat(strictly(allowed, Map.of()).words()).isEqualTo("yes");
    var forbidden = workload().annotated("trimtab.dev/spot", "forbidden");
    assertThat(strictly(forbidden, Map.of()).allowed()).isFalse();
    var share = workload().annotated("trimtab.dev/min-on-demand-share", "50%");
    assertThat(strictly(share, Map.of()).onDemandReplicas()).isEqualTo(5);
    assertThat(strictly(share.annotated("trimtab.dev/spot", "allowed"), Map.of()).words())
        .isEqualTo("yes with at least 5 on demand");
    var none = workload().annotated("trimtab.dev/min-on-demand-share", "0");
    assertThat(strictly(none, Map.of()).words()).isEqualTo("yes");
  }

  private static SpotGrade having(Behaviour behaviour, Workloads workload) {
    var built = workload.build();
    return ELIGIBILITY.grade(
        built, new SpotFacts(Policies.NONE, Map.of(), Map.of(built.ref(), behaviour)));
  }

  @Test
  void what_restarts_more_than_weekly_stays_on_demand() {
    // ten pods over two weeks: 140 pod-days, 20 pod-weeks
    assertThat(having(new Behaviour(0, 20, 3360), workload()).words()).isEqualTo("yes");
    var often = having(new Behaviour(4, 21, 3360), workload());
    assertThat(often.words()).isEqualTo("no");
    assertThat(often.reasons())
        .containsExactly(
            "Its containers restarted 21 times, 4 of them for want of memory, in 140 pod-days, more"
                + " than once a week each: find out why before interruptions come on top.");
    // two restarts in a first hour are no habit
    assertThat(having(new Behaviour(0, 2, 1), workload()).words()).isEqualTo("yes");
    assertThat(having(new Behaviour(0, 3, 1), workload()).reasons().getFirst())
        .contains("restarted 3 times in 1 pod-hour");
  }

  @Test
  void what_ran_out_of_memory_keeps_half_on_demand() {
    var grade = having(new Behaviour(1, 1, 3360), workload().replicas(5));
    assertThat(grade.words()).isEqualTo("yes with at least 3 on demand");
    assertThat(grade.reasons())
        .containsExactly(
            "It ran out of memory once in 140 pod-days: keep half, 3 of 5 replicas, on demand until"
                + " it has the memory it needs.");
    var nightly = workload().kind("CronJob").replicas(1);
    assertThat(having(new Behaviour(2, 2, 14 * 24), nightly).reasons())
        .containsExactly(
            "It ran out of memory 2 times in 14 pod-days: keep it on demand until it has the memory"
                + " it needs.");
  }

  @Test
  void behaviour_adds_up_over_days_and_containers_of_the_same_pods() {
    var app =
        Behaviour.of(
            Histories.history().day(Histories.Day.of(1, 64).oomKills(2)).days(2, 1, 64).build());
    assertThat(app).isEqualTo(new Behaviour(2, 2, 3 * 48.0));
    assertThat(app.and(new Behaviour(0, 5, 24))).isEqualTo(new Behaviour(2, 7, 144));
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
