package dev.trimtab.place.pack;

import static dev.trimtab.place.board.Problems.UNBOUNDED;
import static dev.trimtab.place.board.Problems.demand;
import static dev.trimtab.place.board.Problems.onDemand;
import static dev.trimtab.place.board.Problems.onePerNode;
import static dev.trimtab.place.board.Problems.problem;
import static dev.trimtab.place.board.Problems.size;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.place.pack.InstanceBuilder.Detail;
import dev.trimtab.place.plan.Offers;
import dev.trimtab.place.plan.PlanSettings.Risk;
import java.util.List;
import org.junit.jupiter.api.Test;

class InstanceBuilderTest {
  private static List<Integer> classSizes(Detail detail, int... replicas) {
    var demands = new java.util.ArrayList<dev.trimtab.place.plan.Demand>();
    for (int n : replicas) {
      demands.add(demand("w" + demands.size(), n, size(1, 1), onePerNode()));
    }
    var offers = Offers.usable(problem(demands, onDemand("a", UNBOUNDED)));
    return new InstanceBuilder(offers, new InterruptionCost(Risk.PRICE_ONLY, offers), detail)
        .build(demands).classes().stream().map(PodClass::workloads).toList();
  }

  @Test
  void coarse_classes_of_one_replica_a_node_hold_workloads_of_about_as_many_replicas() {
    assertThat(classSizes(Detail.COARSE, 100, 101, 300, 100)).containsExactly(3, 1);
    assertThat(classSizes(Detail.FINE, 100, 101, 300, 100)).containsExactly(2, 1, 1);
    assertThat(classSizes(Detail.RELAXED, 100, 101, 300, 100)).containsExactly(4);
  }

  @Test
  void a_coarse_class_has_no_number_of_replicas_of_its_own() {
    var demands = List.of(demand("w", 7, size(1, 1), onePerNode()));
    var offers = Offers.usable(problem(demands, onDemand("a", UNBOUNDED)));
    var built =
        new InstanceBuilder(offers, new InterruptionCost(Risk.PRICE_ONLY, offers), Detail.COARSE)
            .build(demands);
    assertThat(built.classes().getFirst().mixed()).isTrue();
    assertThat(built.classes().getFirst().total()).isEqualTo(7);
  }
}
