package dev.trimtab.place.pack;

import static dev.trimtab.place.board.Problems.UNBOUNDED;
import static dev.trimtab.place.board.Problems.demand;
import static dev.trimtab.place.board.Problems.offer;
import static dev.trimtab.place.board.Problems.onDemand;
import static dev.trimtab.place.board.Problems.onePerNode;
import static dev.trimtab.place.board.Problems.problem;
import static dev.trimtab.place.board.Problems.size;
import static dev.trimtab.place.board.Problems.spot;
import static dev.trimtab.place.board.Problems.spotIn;
import static dev.trimtab.place.board.Problems.spread;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.place.board.FirstFit;
import dev.trimtab.place.board.PlanCheck;
import dev.trimtab.place.board.Problems;
import dev.trimtab.place.plan.Demand.Wants;
import dev.trimtab.place.plan.NodePlan;
import dev.trimtab.place.plan.PlanProblem;
import dev.trimtab.place.plan.PlanSettings;
import dev.trimtab.place.plan.PlanSettings.Risk;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlannerTest {
  private static NodePlan plan(PlanProblem problem, Risk risk, int millis) {
    var settings = new PlanSettings(risk, Duration.ofMillis(millis), 1);
    var plan = new Planner(settings, System::nanoTime).plan(problem);
    assertThat(PlanCheck.violations(problem, plan)).isEmpty();
    return plan;
  }

  private static NodePlan plan(PlanProblem problem) {
    return plan(problem, Risk.PRICE_ONLY, 1000);
  }

  private static int left(NodePlan plan) {
    return plan.unplaced().stream().mapToInt(NodePlan.Unplaced::replicas).sum();
  }

  @Test
  void any_problem_gets_a_plan_that_holds_and_a_bound_that_is_not_above_it() {
    for (int seed = 0; seed < 60; seed++) {
      var problem = Problems.random(seed);
      var plan = plan(problem, seed % 2 == 0 ? Risk.PRICE_ONLY : Risk.NEUTRAL, 150);
      assertThat(plan.lowerBound()).isLessThanOrEqualTo(plan.price().doubleValue() + 1e-9);
      assertThat(plan.objectiveBound()).isLessThanOrEqualTo(plan.objective() + 1e-9);
      var greedy = FirstFit.tuned(problem);
      assertThat(left(plan)).isLessThanOrEqualTo(left(greedy));
      if (left(plan) == left(greedy) && seed % 2 == 0) {
        assertThat(plan.price()).isLessThanOrEqualTo(greedy.price());
        // greedy is feasible, so no bound may be above it either
        assertThat(plan.lowerBound()).isLessThanOrEqualTo(greedy.price().doubleValue() + 1e-9);
      }
    }
  }

  @Test
  void the_mix_that_is_cheapest_is_found_and_proven() {
    // five pods of 1.5 cores: first fit takes three nodes of four cores, 0.6 an hour
    var two = offer("two", "a", CapacityType.ON_DEMAND, 0.09, size(2, 8), UNBOUNDED);
    var plan =
        plan(
            problem(
                List.of(demand("w", 5, size(1.5, 2), Wants.NOTHING)),
                onDemand("a", UNBOUNDED),
                two));
    assertThat(plan.price().doubleValue()).isCloseTo(0.45, offset(1e-9));
    assertThat(plan.lowerBound()).isCloseTo(0.45, offset(1e-5));
  }

  @Test
  void a_spread_and_a_share_cost_what_they_must_and_the_bound_knows() {
    var zones =
        new dev.trimtab.place.plan.Offer[] {
          onDemand("a", UNBOUNDED), onDemand("b", UNBOUNDED), onDemand("c", UNBOUNDED)
        };
    var spreads = plan(problem(List.of(demand("w", 3, size(1, 1), spread(1))), zones));
    assertThat(spreads.nodeCount()).isEqualTo(3);
    assertThat(spreads.gap()).isCloseTo(0, offset(1e-5));
    var one = plan(problem(List.of(demand("w", 4, size(1, 1), onePerNode())), zones));
    assertThat(one.nodeCount()).isEqualTo(4);
    assertThat(one.gap()).isCloseTo(0, offset(1e-5));
    var shared =
        plan(
            problem(
                List.of(demand("w", 8, size(1, 1), spot(0.5))),
                spotIn("a"),
                spotIn("b"),
                onDemand("a", UNBOUNDED)));
    assertThat(shared.price().doubleValue()).isCloseTo(0.16, offset(1e-9));
    assertThat(shared.nodes()).hasSize(2);
  }

  @Test
  void a_large_workload_is_spread_over_pools_where_interruptions_count() {
    var problem =
        problem(
            List.of(demand("w", 20, size(1, 1), spot(Double.NaN))),
            spotIn("a"),
            spotIn("b"),
            spotIn("c"),
            spotIn("d"));
    assertThat(plan(problem, Risk.NEUTRAL, 1000).nodes())
        .allSatisfy(node ->
            assertThat(node.count() * node.pods().values().iterator().next())
                .isLessThanOrEqualTo(6));
  }

  @Test
  void no_time_gives_the_greedy_plan_and_a_bound() {
    var problem =
        problem(List.of(demand("w", 9, size(1, 1), Wants.NOTHING)), onDemand("a", UNBOUNDED));
    var plan = plan(problem, Risk.PRICE_ONLY, 0);
    assertThat(plan.price()).isEqualTo(FirstFit.plan(problem).price());
    assertThat(plan.lowerBound()).isBetween(0.4, 0.6);
  }
}
