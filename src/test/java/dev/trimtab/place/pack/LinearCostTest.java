package dev.trimtab.place.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.place.board.Problems;
import dev.trimtab.place.plan.Demand;
import dev.trimtab.place.plan.PlanProblem;
import dev.trimtab.place.plan.PlanSettings;
import dev.trimtab.place.plan.PlanSettings.Risk;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinearCostTest {
  private static final Duration MOMENT = Duration.ofMillis(300);

  @Test
  void no_plan_of_what_counts_costs_less_than_the_bound() {
    for (int seed = 0; seed < 60; seed++) {
      var problem = Problems.random(seed);
      try (var cost = LinearCost.of(problem, MOMENT, System::nanoTime)) {
        var range = cost.range();
        assertThat(range.bound()).isLessThanOrEqualTo(range.attained());
        var counted = counted(problem, cost);
        var plan =
            new Planner(new PlanSettings(Risk.PRICE_ONLY, Duration.ZERO, 1), System::nanoTime)
                .plan(counted);
        if (plan.unplaced().isEmpty()) {
          assertThat(plan.price().doubleValue())
              .as("seed " + seed)
              .isGreaterThanOrEqualTo(range.bound() - 1e-9);
        }
      }
    }
  }

  @Test
  void a_demand_changed_to_itself_changes_nothing() {
    for (int seed = 0; seed < 30; seed++) {
      var problem = Problems.random(seed);
      try (var cost = LinearCost.of(problem, MOMENT, System::nanoTime)) {
        for (var demand : counted(problem, cost).demands()) {
          var change = cost.with(demand, demand, MOMENT);
          assertThat(change.then().attained())
              .as("seed " + seed + " " + demand)
              .isBetween(change.now().attained() - 1e-6, change.now().attained() + 1e-6);
        }
      }
    }
  }

  @Test
  void a_rule_less_never_costs_more() {
    for (int seed = 0; seed < 30; seed++) {
      var problem = Problems.random(seed);
      try (var cost = LinearCost.of(problem, MOMENT, System::nanoTime)) {
        for (var demand : counted(problem, cost).demands()) {
          var change = cost.with(demand, freeToShare(demand), MOMENT);
          assertThat(change.then().attained())
              .as("seed " + seed + " " + demand)
              .isLessThanOrEqualTo(change.now().attained() + 1e-6);
        }
      }
    }
  }

  private static PlanProblem counted(PlanProblem problem, LinearCost cost) {
    return new PlanProblem(
        problem.demands().stream().filter(cost::counts).toList(),
        problem.daemons(),
        problem.offers());
  }

  private static Demand freeToShare(Demand demand) {
    var wants = demand.wants();
    return new Demand(
        demand.workload(),
        demand.replicas(),
        demand.pod(),
        new Demand.Wants(
            wants.arch(), wants.spot(), wants.zone(), -1, false, Double.NaN, List.of()));
  }
}
