package dev.trimtab.place.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.place.board.Board;
import dev.trimtab.place.board.FirstFit;
import dev.trimtab.place.board.LastResort;
import dev.trimtab.place.board.PlanCheck;
import dev.trimtab.place.board.Problems;
import dev.trimtab.place.pack.InstanceBuilder.Detail;
import dev.trimtab.place.plan.Demand;
import dev.trimtab.place.plan.NodePlan;
import dev.trimtab.place.plan.Offers;
import dev.trimtab.place.plan.PlanProblem;
import dev.trimtab.place.plan.PlanSettings.Risk;
import java.util.List;
import org.junit.jupiter.api.Test;

class DividedTest {
  private static final int ITEMS = 3;

  private static Deadline soon() {
    long now = System.nanoTime();
    return new Deadline(System::nanoTime, now, now + 80_000_000);
  }

  private static Instance instance(PlanProblem problem, Detail detail) {
    var offers = Offers.usable(problem);
    return new InstanceBuilder(offers, new InterruptionCost(Risk.PRICE_ONLY, offers), detail)
        .build(problem.demands());
  }

  private static Divided divided(PlanProblem problem) {
    var offers = Offers.usable(problem);
    var costs = new InterruptionCost(Risk.PRICE_ONLY, offers);
    return new Divided(offers, costs, problem.demands(), 1, ITEMS);
  }

  private static List<Demand> demands(Instance instance) {
    return instance.classes().stream().flatMap(of -> of.demands().stream()).toList();
  }

  @Test
  void parts_hold_every_workload_once_and_are_about_as_large_as_wished() {
    for (int seed = 0; seed < 60; seed++) {
      var whole = instance(Problems.random(seed), Detail.COARSE);
      var parts = Parts.of(whole, ITEMS);
      assertThat(parts.stream().flatMap(List::stream).toList())
          .containsExactlyInAnyOrderElementsOf(demands(whole));
      assertThat(parts).hasSizeLessThanOrEqualTo(Math.max(1, whole.items()));
    }
  }

  @Test
  void workloads_of_one_class_are_never_in_two_parts() {
    int several = 0;
    for (int seed = 0; seed < 60; seed++) {
      var problem = Problems.random(seed);
      var whole = instance(problem, Detail.COARSE);
      var parts = Parts.of(whole, ITEMS);
      several += parts.size() > 1 ? 1 : 0;
      for (var of : whole.classes()) {
        assertThat(parts)
            .filteredOn(part -> part.stream().anyMatch(of.demands()::contains))
            .hasSize(1);
      }
    }
    assertThat(several).isPositive();
  }

  @Test
  void what_is_planned_in_parts_keeps_all_rules_and_no_bound_is_above_a_plan() {
    for (int seed = 0; seed < 60; seed++) {
      var problem = Problems.random(seed);
      if (instance(problem, Detail.COARSE).classes().isEmpty()) {
        continue;
      }
      try (var divided = divided(problem)) {
        var board = Board.of(problem, divided.plan(soon()));
        var plan = board.plan(LastResort.settle(board));
        assertThat(PlanCheck.violations(problem, plan)).isEmpty();
        isNotBelow(divided, plan);
        isNotBelow(divided, FirstFit.tuned(problem));
      }
    }
  }

  @Test
  void parts_that_have_no_time_left_are_planned_by_first_fit() {
    int placed = 0;
    for (int seed = 0; seed < 60; seed++) {
      var problem = Problems.random(seed);
      if (instance(problem, Detail.COARSE).classes().isEmpty()) {
        continue;
      }
      try (var divided = divided(problem)) {
        long now = System.nanoTime();
        var plan = divided.plan(new Deadline(System::nanoTime, now, now));
        var board = Board.of(problem, plan);
        placed += plan.nodeCount();
        var settled = board.plan(LastResort.settle(board));
        assertThat(PlanCheck.violations(problem, settled)).isEmpty();
        isNotBelow(divided, settled);
      }
    }
    assertThat(placed).isPositive();
  }

  private static void isNotBelow(Search search, NodePlan plan) {
    assertThat(search.bound(plan)).isLessThanOrEqualTo(plan.price().doubleValue() + 1e-9);
  }
}
