package dev.trimtab.place.board;

import static dev.trimtab.place.board.Problems.UNBOUNDED;
import static dev.trimtab.place.board.Problems.demand;
import static dev.trimtab.place.board.Problems.offer;
import static dev.trimtab.place.board.Problems.onDemand;
import static dev.trimtab.place.board.Problems.problem;
import static dev.trimtab.place.board.Problems.size;
import static dev.trimtab.place.board.Problems.spread;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.place.plan.Demand.Wants;
import java.util.List;
import org.junit.jupiter.api.Test;

class LastResortTest {
  @Test
  void an_empty_board_becomes_a_plan_that_holds() {
    for (long seed = 0; seed < 2000; seed++) {
      var problem = Problems.random(seed);
      var board = new Board(Rules.of(problem));

      var unplaced = LastResort.settle(board);

      assertThat(PlanCheck.violations(problem, board.plan(unplaced))).as("seed " + seed).isEmpty();
    }
  }

  @Test
  void a_standing_node_is_filled_before_one_is_opened() {
    var board =
        new Board(
            Rules.of(
                problem(
                    List.of(demand("w", 4, size(1, 1), Wants.NOTHING)), onDemand("a", UNBOUNDED))));
    board.open(0);

    assertThat(LastResort.settle(board)).isEmpty();
    assertThat(board.nodes()).hasSize(1);
  }

  @Test
  void a_new_node_is_the_cheapest_for_each_replica_it_takes() {
    var problem =
        problem(
            List.of(demand("w", 4, size(1, 1), Wants.NOTHING)),
            offer("one", "a", CapacityType.ON_DEMAND, 0.1, size(1, 4), UNBOUNDED),
            onDemand("a", UNBOUNDED));
    var board = new Board(Rules.of(problem));

    LastResort.settle(board);

    assertThat(board.plan(List.of()).nodes())
        .extracting(node -> node.offer().instanceType())
        .containsExactly("four");
  }

  @Test
  void a_new_node_is_the_cheapest_for_all_that_has_no_place() {
    var problem =
        problem(
            List.of(
                demand("v", 1, size(2, 2), Wants.NOTHING),
                demand("w", 1, size(2, 2), spread(1)),
                demand("x", 1, size(2, 2), Wants.NOTHING),
                demand("y", 1, size(2, 2), Wants.NOTHING)),
            offer("two", "a", CapacityType.ON_DEMAND, 0.1, size(2, 4), UNBOUNDED),
            offer("eight", "a", CapacityType.ON_DEMAND, 0.3, size(8, 16), UNBOUNDED));
    var board = new Board(Rules.of(problem));

    assertThat(LastResort.settle(board)).isEmpty();
    assertThat(board.plan(List.of()).nodes())
        .extracting(node -> node.offer().instanceType())
        .containsExactly("eight");
  }

  @Test
  void replicas_leave_a_zone_that_is_too_far_ahead() {
    var problem =
        problem(
            List.of(demand("w", 3, size(4, 4), spread(1))),
            onDemand("a", UNBOUNDED),
            onDemand("b", 0));
    var board = new Board(Rules.of(problem));
    for (int i = 0; i < 3; i++) {
      board.place(0, board.open(0));
    }

    var unplaced = LastResort.settle(board);

    assertThat(unplaced.getFirst().replicas()).isEqualTo(2);
    assertThat(PlanCheck.violations(problem, board.plan(unplaced))).isEmpty();
  }
}
