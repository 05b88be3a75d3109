package dev.trimtab.place.shadow;

import static dev.trimtab.place.board.Problems.UNBOUNDED;
import static dev.trimtab.place.board.Problems.demand;
import static dev.trimtab.place.board.Problems.offer;
import static dev.trimtab.place.board.Problems.onDemand;
import static dev.trimtab.place.board.Problems.onePerNode;
import static dev.trimtab.place.board.Problems.problem;
import static dev.trimtab.place.board.Problems.ref;
import static dev.trimtab.place.board.Problems.size;
import static dev.trimtab.place.board.Problems.spot;
import static dev.trimtab.place.board.Problems.spotIn;
import static dev.trimtab.place.board.Problems.spread;
import static dev.trimtab.place.board.Problems.tied;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.model.plan.ClusterPlan.ConstraintCost;
import dev.trimtab.place.board.Problems;
import dev.trimtab.place.pack.Planner;
import dev.trimtab.place.plan.Demand;
import dev.trimtab.place.plan.Demand.Wants;
import dev.trimtab.place.plan.Offer;
import dev.trimtab.place.plan.PlanProblem;
import dev.trimtab.place.plan.PlanSettings;
import dev.trimtab.place.plan.PlanSettings.Risk;
import dev.trimtab.units.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConstraintCostsTest {
  private static final Wants ANY_ARCH =
      new Wants("any", true, "", -1, false, Double.NaN, List.of());

  private static List<ConstraintCost> costs(PlanProblem problem, int millis) {
    return ConstraintCosts.of(problem, Duration.ofMillis(millis), System::nanoTime, Money.USD);
  }

  private static List<ConstraintCost> costs(PlanProblem problem) {
    return costs(problem, 8000);
  }

  /// On-demand nodes of four cores, by zone.
  private static Offer four(String zone, double price) {
    return offer("four", zone, CapacityType.ON_DEMAND, price, size(4, 16), UNBOUNDED);
  }

  private static Offer spot(String zone, double price) {
    return offer("four", zone, CapacityType.SPOT, price, size(4, 16), UNBOUNDED);
  }

  private static Offer arm(double price) {
    return new Offer(
        "grav",
        "a",
        CapacityType.ON_DEMAND,
        BigDecimal.valueOf(price),
        size(4, 16),
        20,
        "arm64",
        Double.NaN,
        UNBOUNDED,
        Map.of());
  }

  /// Each saves what can be worked out by hand, an hour times 730.
  static Stream<Arguments> byHand() {
    return Stream.of(
        // three nodes for three pods that one could hold
        arguments(
            problem(
                List.of(demand("w", 3, size(1, 1), spread(1))),
                four("a", 0.2),
                four("b", 0.2),
                four("c", 0.2)),
            "zone-spread",
            0.4,
            "the zone spread of w (at most 1 apart) costs 292.00 USD a month"),
        // half of eight pods in the pool of 0.16 rather than all in that of 0.08
        arguments(
            problem(
                List.of(demand("w", 8, size(1, 1), Problems.spot(0.5))),
                spot("a", 0.08),
                spot("b", 0.16)),
            "pool-share",
            0.08,
            "keeping at most 4 of the 8 replicas of w in one spot pool costs 58.40 USD a month"),
        arguments(
            problem(List.of(demand("w", 4, size(1, 1), onePerNode())), four("a", 0.2)),
            "one-per-node",
            0.6,
            "keeping the 4 replicas of w on different nodes costs 438.00 USD a month"),
        arguments(
            problem(List.of(demand("w", 4, size(1, 1), tied("a"))), four("a", 0.3), four("b", 0.2)),
            "zone-tied",
            0.1,
            "tying w to zone a costs 73.00 USD a month"),
        arguments(
            problem(
                List.of(demand("w", 4, size(1, 1), Wants.NOTHING)), four("a", 0.2), spotIn("a")),
            "not-on-spot",
            0.12,
            "keeping w off spot costs 87.60 USD a month"),
        arguments(
            problem(List.of(demand("w", 4, size(1, 1), Wants.NOTHING)), four("a", 0.2), arm(0.15)),
            "arch",
            0.05,
            "running w on amd64 alone costs 36.50 USD a month"));
  }

  @ParameterizedTest
  @MethodSource("byHand")
  void a_constraint_costs_what_can_be_worked_out_by_hand(
      PlanProblem problem, String kind, double perHour, String words) {
    assertThat(costs(problem))
        .singleElement()
        .satisfies(cost -> {
          assertThat(cost.kind()).isEqualTo(kind);
          assertThat(cost.workload()).isEqualTo(ref("w"));
          assertThat(cost.monthly().amount().doubleValue()).isCloseTo(perHour * 730, offset(1e-6));
          assertThat(cost.words()).isEqualTo(words);
        });
  }

  @Test
  void a_constraint_that_does_not_bind_costs_nothing_and_is_not_named() {
    var zones = new Offer[] {four("a", 0.2), four("b", 0.2), spot("a", 0.3)};
    assertThat(
            costs(
                problem(
                    List.of(
                        demand("spread", 8, size(1, 1), spread(1)),
                        demand("single", 2, size(4, 1), onePerNode())),
                    zones)))
        .isEmpty();
  }

  @Test
  void many_pods_are_priced_by_the_linear_program_and_said_to_be_at_most() {
    // 200 pods a zone, four a node: 50 nodes in each, those in c at half as much again
    var costs =
        costs(
            problem(
                List.of(
                    demand("w", 600, size(1, 1), spread(0)), demand("x", 40, size(1, 1), ANY_ARCH)),
                four("a", 0.2),
                four("b", 0.2),
                four("c", 0.3)));

    assertThat(costs)
        .singleElement()
        .satisfies(cost -> {
          assertThat(cost.monthly().amount().doubleValue()).isBetween(3650.0, 3650.5);
          assertThat(cost.words())
              .startsWith("the zone spread of w (at most 0 apart) costs at most 3,650.");
        });
  }

  @Test
  void the_dearest_comes_first() {
    var costs =
        costs(
            problem(
                List.of(
                    demand("little", 4, size(1, 1), Wants.NOTHING),
                    demand("much", 40, size(1, 1), Wants.NOTHING)),
                four("a", 0.2),
                spotIn("a")));

    assertThat(costs).extracting(cost -> cost.workload().name()).containsExactly("much", "little");
    assertThat(costs)
        .isSortedAccordingTo((a, b) -> b.monthly().amount().compareTo(a.monthly().amount()));
  }

  @Test
  void of_what_cannot_all_be_placed_nothing_is_priced() {
    var costs =
        costs(
            problem(
                List.of(
                    demand("short", 7, size(1, 1), onePerNode()),
                    demand("nowhere", 2, size(1, 1), tied("z")),
                    demand("odd", 5, size(1, 1), spread(0)),
                    demand("fine", 4, size(1, 1), Wants.NOTHING)),
                onDemand("a", 3),
                onDemand("b", 2),
                spotIn("a")));

    assertThat(costs).extracting(cost -> cost.workload().name()).containsOnly("fine");
  }

  @Test
  void nothing_to_place_nothing_to_be_had_and_no_time_are_no_matter() {
    var one = List.of(demand("w", 4, size(1, 1), onePerNode()));
    assertThat(costs(problem(List.of(), four("a", 0.2)))).isEmpty();
    assertThat(costs(problem(one))).isEmpty();
    assertThat(costs(problem(one, four("a", 0.2)), 0)).isEmpty();
  }

  @Test
  void the_same_problem_costs_the_same_again() {
    var problem = Problems.random(11);
    assertThat(costs(problem)).isEqualTo(costs(problem));
  }

  /// Whatever the problem: nothing costs less than nothing, and where a figure is exact, a plan
  /// without the constraint is cheaper by just that.
  @Test
  void lifting_a_constraint_saves_what_is_said() {
    int compared = 0;
    for (int seed = 100; seed < 200; seed++) {
      var problem = placeable(Problems.random(seed));
      if (!plan(problem).unplaced().isEmpty()) {
        continue;
      }
      for (var cost : costs(problem, 1000)) {
        assertThat(cost.monthly().signum()).as("seed " + seed).isPositive();
        double saved = price(problem) - price(without(problem, cost));
        if (!cost.words().contains("costs a")) {
          assertThat(saved * 730)
              .as("seed " + seed + ": " + cost)
              .isCloseTo(cost.monthly().amount().doubleValue(), offset(0.01));
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThan(10);
  }

  private static PlanProblem placeable(PlanProblem problem) {
    var left = new ArrayList<Demand>();
    for (var demand : problem.demands()) {
      var alone = new PlanProblem(List.of(demand), problem.daemons(), problem.offers());
      if (plan(alone).unplaced().isEmpty()) {
        left.add(demand);
      }
    }
    return new PlanProblem(left, problem.daemons(), problem.offers());
  }

  private static PlanProblem without(PlanProblem problem, ConstraintCost cost) {
    var lift =
        Stream.of(Lift.values())
            .filter(l -> l.label().equals(cost.kind()))
            .findFirst()
            .orElseThrow();
    return new PlanProblem(
        problem.demands().stream()
            .map(demand ->
                demand.workload().equals(cost.workload())
                    ? lift.from(demand).orElseThrow()
                    : demand)
            .toList(),
        problem.daemons(),
        problem.offers());
  }

  private static double price(PlanProblem problem) {
    return plan(problem).price().doubleValue();
  }

  private static dev.trimtab.place.plan.NodePlan plan(PlanProblem problem) {
    var settings = new PlanSettings(Risk.PRICE_ONLY, Duration.ofMillis(300), 7);
    return new Planner(settings, System::nanoTime).plan(problem);
  }
}
