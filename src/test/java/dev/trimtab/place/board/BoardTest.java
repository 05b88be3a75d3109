package dev.trimtab.place.board;

import static dev.trimtab.place.board.Problems.UNBOUNDED;
import static dev.trimtab.place.board.Problems.demand;
import static dev.trimtab.place.board.Problems.onDemand;
import static dev.trimtab.place.board.Problems.onePerNode;
import static dev.trimtab.place.board.Problems.problem;
import static dev.trimtab.place.board.Problems.size;
import static dev.trimtab.place.board.Problems.spot;
import static dev.trimtab.place.board.Problems.spotIn;
import static dev.trimtab.place.board.Problems.spread;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimtab.place.plan.Demand.Wants;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoardTest {
  @Test
  void room_ends_exactly_where_it_ends() {
    var board =
        new Board(
            Rules.of(
                problem(
                    List.of(demand("w", 9, size(1, 1), Wants.NOTHING)), onDemand("a", UNBOUNDED))));
    var node = board.open(0);
    for (int i = 0; i < 4; i++) {
      assertThat(board.canPlace(0, node)).isTrue();
      board.place(0, node);
    }
    assertThat(board.canPlace(0, node)).isFalse();

    board.remove(0, node);

    assertThat(board.canPlace(0, node)).isTrue();
    assertThat(board.placed(0)).isEqualTo(3);
  }

  @Test
  void replicas_of_a_demand_that_shares_no_node_do_not_meet() {
    var board =
        new Board(
            Rules.of(problem(List.of(demand("w", 2, size(1, 1), onePerNode())), onDemand("a", 1))));
    var node = board.open(0);
    board.place(0, node);

    assertThat(board.canPlace(0, node)).isFalse();
    assertThat(board.canPlaceOnNew(0, 0)).isFalse(); // one node is all there is
  }

  @Test
  void a_zone_that_is_ahead_waits_for_the_others() {
    var board =
        new Board(
            Rules.of(
                problem(
                    List.of(demand("w", 4, size(1, 1), spread(1))),
                    onDemand("a", UNBOUNDED),
                    onDemand("b", UNBOUNDED))));
    var inA = board.open(0);
    board.place(0, inA);

    assertThat(board.canPlace(0, inA)).isFalse();
    assertThat(board.canPlaceOnNew(0, 1)).isTrue();

    board.place(0, board.open(1));

    assertThat(board.canPlace(0, inA)).isTrue();
  }

  @Test
  void a_pool_that_has_its_share_takes_no_more_on_any_node() {
    var board =
        new Board(Rules.of(problem(List.of(demand("w", 4, size(1, 1), spot(0.25))), spotIn("a"))));
    board.place(0, board.open(0));

    assertThat(board.canPlaceOnNew(0, 0)).isFalse();
  }

  @Test
  void a_plan_put_on_a_board_comes_off_as_it_was() {
    for (long seed = 0; seed < 200; seed++) {
      var problem = Problems.random(seed);
      var plan = FirstFit.plan(problem);

      assertThat(Board.of(problem, plan).plan(plan.unplaced())).isEqualTo(plan);
    }
  }

  @Test
  void what_is_not_there_cannot_be_removed() {
    var board =
        new Board(
            Rules.of(
                problem(
                    List.of(demand("w", 1, size(1, 1), Wants.NOTHING)), onDemand("a", UNBOUNDED))));
    var node = board.open(0);

    assertThatThrownBy(() -> board.remove(0, node)).isInstanceOf(IllegalStateException.class);
  }
}
