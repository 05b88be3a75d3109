package dev.trimtab.place.cluster;

import static dev.trimtab.fixtures.Workloads.workload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trimtab.fixtures.Nodes;
import dev.trimtab.model.Problem;
import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.model.cluster.ContainerRef;
import dev.trimtab.model.cluster.Node;
import dev.trimtab.model.cluster.Policies;
import dev.trimtab.model.cluster.Resources;
import dev.trimtab.model.cluster.Workload;
import dev.trimtab.model.plan.ClusterPlan.Layout;
import dev.trimtab.model.plan.ClusterPlan.Share;
import dev.trimtab.place.cluster.ClusterPlanner.Planned;
import dev.trimtab.place.plan.PlanSettings;
import dev.trimtab.place.plan.PlanSettings.Risk;
import dev.trimtab.units.Cpu;
import dev.trimtab.units.Memory;
import dev.trimtab.units.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClusterPlannerTest {
  private static final Money NOMINAL = Money.usd("100");

  private static List<Node> nodes(int count) {
    return IntStream.range(0, count).mapToObj(i -> Nodes.of("n" + i, "m5.xlarge")).toList();
  }

  private static ClusterCase subject(int nodes, int onDemand, Workload workload) {
    return Clusters.of(
        Clusters.inventory(nodes(nodes), Policies.NONE, workload),
        onDemand < 0 ? Map.of() : Map.of(workload.ref(), Clusters.mayGo(workload, onDemand)));
  }

  private static Planned plan(ClusterCase subject, Changes changes) {
    return Clusters.planner()
        .plan(subject, changes, Clusters.standing(subject.inventory()), NOMINAL);
  }

  private static Changes halved(Workload workload) {
    var less = new Resources(Cpu.millis(250), null, Memory.mebi(256), null, 0);
    return new Changes.Builder().resize(new ContainerRef(workload.ref(), "app"), less).build();
  }

  private static int replicas(Layout layout, CapacityType capacity) {
    return layout.nodes().stream()
        .filter(group -> group.capacityType() == capacity)
        .mapToInt(g -> g.count() * g.pods().stream().mapToInt(Share::replicas).sum())
        .sum();
  }

  @Test
  void half_the_requests_need_half_the_nodes_and_that_is_realizable() {
    var web = workload().replicas(32).build(); // 16 cores: 4 nodes of 4
    var planned = plan(subject(9, -1, web), halved(web));
    var stored = planned.stored();
    assertThat(stored.today()).isEqualTo(Money.usd("1.8"));
    assertThat(stored.todayNodes()).isEqualTo(9);
    assertThat(stored.asRequested().nodeCount()).isEqualTo(4);
    assertThat(stored.asRecommended().nodeCount()).isEqualTo(2);
    assertThat(stored.asRequested().price()).isEqualTo(Money.usd("0.8"));
    assertThat(stored.asRecommended().lowerBound().amount().doubleValue())
        .isCloseTo(0.4, within(1e-6));
    assertThat(stored.realizableMonthly()).isEqualTo(Money.usd("292")); // 0.4 x 730
    assertThat(stored.nominalMonthly()).isEqualTo(NOMINAL);
    assertThat(planned.figures().cpuFall()).isCloseTo(0.5, within(1e-9));
    assertThat(planned.figures().freeCpu()).isCloseTo(0, within(1e-9));
    assertThat(planned.figures().freeMemory()).isCloseTo(0.75, within(1e-9));
  }

  @Test
  void as_many_as_have_to_stay_on_demand_and_the_parts_are_one_workload_again() {
    var web = workload().replicas(32).build();
    var layout = plan(subject(9, 8, web), Changes.NONE).stored().asRequested();
    assertThat(layout.price()).isEqualTo(Money.usd("0.44")); // one on demand, three on spot
    assertThat(replicas(layout, CapacityType.ON_DEMAND)).isEqualTo(8);
    assertThat(replicas(layout, CapacityType.SPOT)).isEqualTo(24);
    assertThat(layout.nodes())
        .allSatisfy(
            group -> assertThat(group.pods()).extracting(Share::workload).containsOnly(web.ref()));
  }

  @Test
  void todays_nodes_stay_where_nothing_cheaper_is_found() {
    var web = workload().replicas(30).build();
    var subject = subject(5, -1, web);
    var paid =
        StandingNodes.of(subject.inventory(), List.of(), _ -> Optional.of(new BigDecimal("0.01")));
    var stored = Clusters.planner().plan(subject, Changes.NONE, paid, NOMINAL).stored();
    // 30 half cores on nodes with 3.92: seven a node, so all five are needed
    assertThat(stored.asRequested().price()).isEqualTo(Money.usd("0.05"));
    assertThat(stored.asRequested().nodes())
        .allSatisfy(g -> assertThat(g.instanceType()).isEqualTo("m5.xlarge"));
    assertThat(stored.problems()).isEmpty();
  }

  @Test
  void todays_nodes_do_not_stay_where_they_do_not_hold_all_pods_and_that_is_told() {
    var web = workload().replicas(64).build();
    var subject = subject(5, -1, web);
    var paid =
        StandingNodes.of(subject.inventory(), List.of(), _ -> Optional.of(new BigDecimal("0.01")));
    var stored = Clusters.planner().plan(subject, Changes.NONE, paid, NOMINAL).stored();
    assertThat(stored.asRequested().nodeCount()).isEqualTo(8);
    assertThat(stored.problems()).extracting(Problem::reason).containsExactly("dearer-than-today");
  }

  @Test
  void smaller_requests_never_cost_more() {
    for (int replicas = 3; replicas < 40; replicas += 7) {
      var web = workload().replicas(replicas).spreadByZone().build();
      var stored = plan(subject(9, replicas / 4, web), halved(web)).stored();
      assertThat(stored.realizableMonthly().signum()).isNotNegative();
      assertThat(stored.asRecommended().lowerBound().amount())
          .isLessThanOrEqualTo(stored.asRecommended().price().amount());
    }
  }

  @Test
  void nodes_without_a_price_are_in_no_sum_and_told() {
    var subject = subject(2, -1, workload().build());
    var unknown = StandingNodes.of(subject.inventory(), List.of(), _ -> Optional.empty());
    var stored = Clusters.planner().plan(subject, Changes.NONE, unknown, NOMINAL).stored();
    assertThat(stored.today().signum()).isZero();
    assertThat(stored.problems()).extracting(Problem::reason).containsExactly("unpriced-nodes");
  }

  @Test
  void an_empty_cluster_needs_no_nodes() {
    var empty = Clusters.of(Clusters.inventory(nodes(1), Policies.NONE), Map.of());
    var stored = plan(empty, Changes.NONE).stored();
    assertThat(stored.asRequested().nodes()).isEmpty();
    assertThat(stored.asRequested().gap()).isZero();
    assertThat(stored.realizableMonthly().signum()).isZero();
  }

  @Test
  void without_the_solvers_library_first_fit_plans_and_that_is_told() {
    var web = workload().replicas(32).build();
    var planner =
        new ClusterPlanner(
            new PlanSettings(Risk.NEUTRAL, Duration.ofMillis(500), 1),
            System::nanoTime,
            Money.USD,
            (_, _) -> {
              throw new UnsatisfiedLinkError("no jniortools in java.library.path");
            });
    var subject = subject(9, -1, web);
    var planned =
        planner.plan(subject, halved(web), Clusters.standing(subject.inventory()), NOMINAL);
    assertThat(planned.isWithoutSolver()).isTrue();
    assertThat(planned.stored().asRequested().nodeCount()).isEqualTo(4);
    assertThat(planned.stored().asRecommended().nodeCount()).isEqualTo(2);
    assertThat(planned.stored().asRequested().lowerBound().signum()).isZero();
    assertThat(planned.stored().problems())
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.reason()).isEqualTo("no-solver");
          assertThat(problem.message()).contains("no jniortools", "first fit", "java.io.tmpdir");
        });
  }

  @Test
  void every_rule_at_once_still_makes_a_valid_plan() {
    var all = new ArrayList<Workload>();
    for (int i = 0; i < 24; i++) {
      var like = workload().replicas(1 + i);
      like = i % 3 == 0 ? like.spreadByZone() : like;
      like = i % 4 == 0 ? like.onePerNode() : like;
      all.add(Clusters.named("Deployment", "w" + i, like.build()));
    }
    var grades =
        new java.util.HashMap<
            dev.trimtab.model.cluster.WorkloadRef, dev.trimtab.model.finding.Finding>();
    all.forEach(w -> grades.put(w.ref(), Clusters.mayGo(w, w.replicas() / 3)));
    var subject =
        Clusters.of(
            Clusters.inventory(nodes(60), Policies.NONE, all.toArray(Workload[]::new)), grades);
    var changes = new Changes.Builder();
    all.stream().skip(6).forEach(w -> changes.replicas(w.ref(), w.replicas() - 1));
    var stored = plan(subject, changes.build()).stored(); // throws where a rule is broken
    assertThat(stored.asRequested().unplaced()).isEmpty();
    assertThat(stored.realizableMonthly().signum()).isNotNegative();
  }
}
