package dev.trimtab.place.board;

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

import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.place.plan.Demand.Wants;
import dev.trimtab.place.plan.NodePlan.PlannedNode;
import dev.trimtab.place.plan.NodePlan.Unplaced;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FirstFitTest {
  @Test
  void every_plan_keeps_every_rule() {
    int withoutPlace = 0;
    for (long seed = 0; seed < 3000; seed++) {
      var problem = Problems.random(seed);
      var plan = FirstFit.plan(problem);
      withoutPlace += plan.unplaced().size();
      assertThat(PlanCheck.violations(problem, plan)).as("seed " + seed).isEmpty();
      assertThat(PlanCheck.violations(problem, FirstFit.plan(Rules.of(problem), 2)))
          .as("limited, seed " + seed)
          .isEmpty();
    }
    assertThat(withoutPlace).isPositive();
  }

  @Test
  void a_node_is_the_cheapest_offer_that_holds_what_came_together() {
    var problem =
        problem(
            List.of(
                demand("large", 1, size(3, 4), Wants.NOTHING),
                demand("small", 2, size(0.5, 1), Wants.NOTHING)),
            onDemand("a", UNBOUNDED),
            offer("eight", "a", CapacityType.ON_DEMAND, 0.35, size(8, 32), UNBOUNDED),
            offer("five", "a", CapacityType.ON_DEMAND, 0.15, size(5, 32), UNBOUNDED));

    var plan = FirstFit.plan(problem);

    assertThat(plan.nodes())
        .containsExactly(
            new PlannedNode(
                problem.offers().getLast(), 1, Map.of(ref("large"), 1, ref("small"), 2)));
    assertThat(plan.price()).isEqualByComparingTo(new BigDecimal("0.15"));
  }

  @Test
  void tuned_is_never_dearer_and_finds_the_size_that_is_cheap() {
    // eight cores for 0.9 against four for 0.2: first fit takes no look at prices until the end
    var problem =
        problem(
            List.of(demand("w", 8, size(1, 1), Wants.NOTHING)),
            onDemand("a", UNBOUNDED),
            offer("eight", "a", CapacityType.ON_DEMAND, 0.9, size(8, 32), UNBOUNDED));

    assertThat(FirstFit.plan(problem).price()).isEqualByComparingTo(new BigDecimal("0.9"));
    assertThat(FirstFit.tuned(problem).price()).isEqualByComparingTo(new BigDecimal("0.4"));
  }

  @Test
  void replicas_that_never_share_a_node_stop_where_nodes_do() {
    var plan =
        FirstFit.plan(problem(List.of(demand("w", 5, size(1, 1), onePerNode())), onDemand("a", 3)));

    assertThat(plan.nodeCount()).isEqualTo(3);
    assertThat(plan.unplaced())
        .containsExactly(
            new Unplaced(
                ref("w"),
                2,
                "one per node, it wants 5 nodes with room for 1.0 cores of CPU and 1.00 GiB of memory, of which 3 can be had; all available nodes of four/a/on-demand (3) are in use and hold one each, or are full"));
  }

  @Test
  void a_spread_waits_for_the_zone_that_has_no_more() {
    var plan =
        FirstFit.plan(
            problem(
                List.of(demand("w", 9, size(4, 4), spread(1))),
                onDemand("a", UNBOUNDED),
                onDemand("b", UNBOUNDED),
                onDemand("c", 1)));

    assertThat(plan.nodeCount()).isEqualTo(5); // 2, 2 and 1
    assertThat(plan.unplaced()).hasSize(1);
    assertThat(plan.unplaced().getFirst().reason())
        .isEqualTo(
            "all available nodes of four/c/on-demand (1) are in use and have no room; one more in zone a, b would break its spread (at most 1 apart), since zone c takes no more");
  }

  @Test
  void a_pool_takes_no_more_than_its_share() {
    var plan =
        FirstFit.plan(
            problem(List.of(demand("w", 10, size(1, 1), spot(0.3))), spotIn("a"), spotIn("b")));

    assertThat(plan.nodeCount()).isEqualTo(2);
    assertThat(plan.unplaced().getFirst().replicas()).isEqualTo(4);
    assertThat(plan.unplaced().getFirst().reason())
        .isEqualTo("spot pool four/a/spot, four/b/spot holds its share of 3 already");
  }

  @Test
  void what_can_never_run_is_told_with_its_cause() {
    var plan =
        FirstFit.plan(
            problem(
                List.of(
                    demand("nowhere", 2, size(1, 1), tied("z")),
                    demand("huge", 1, size(9, 1), Wants.NOTHING)),
                onDemand("a", UNBOUNDED)));

    assertThat(plan.unplaced())
        .extracting(Unplaced::reason)
        .containsExactly(
            "it is tied to zone z, and no offering is there; but for its zone, four/a/on-demand would do",
            "no node is large enough for its 9.0 cores of CPU beside what kubelet and DaemonSets keep (the largest has room for 4.00)");
  }
}
