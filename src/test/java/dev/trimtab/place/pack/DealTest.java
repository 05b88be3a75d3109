package dev.trimtab.place.pack;

import static dev.trimtab.place.board.Problems.UNBOUNDED;
import static dev.trimtab.place.board.Problems.demand;
import static dev.trimtab.place.board.Problems.offer;
import static dev.trimtab.place.board.Problems.size;
import static dev.trimtab.place.board.Problems.spot;
import static dev.trimtab.place.board.Problems.spread;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.place.board.PlanCheck;
import dev.trimtab.place.pack.InstanceBuilder.Detail;
import dev.trimtab.place.plan.Demand;
import dev.trimtab.place.plan.NodePlan;
import dev.trimtab.place.plan.Offer;
import dev.trimtab.place.plan.PlanProblem;
import dev.trimtab.place.plan.PlanSettings.Risk;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DealTest {
  private static final int POOLS = 7;
  private static final List<Offer> THREE_ZONES =
      Stream.of("a", "b", "c")
          .map(zone -> offer("n", zone, CapacityType.ON_DEMAND, 0.1, size(64, 64), UNBOUNDED))
          .toList();

  @Test
  void a_small_workload_gets_its_part_of_every_pool_beside_a_large_one() {
    var offers = new ArrayList<Offer>();
    for (int pool = 0; pool < POOLS; pool++) {
      offers.add(offer("p" + pool, "a", CapacityType.SPOT, 0.1, size(64, 64), UNBOUNDED));
    }
    var demands =
        List.of(
            demand("large", 100, size(1, 1), spot(0.2)), demand("small", 7, size(1, 1), spot(0.2)));

    var plan = dealt(demands, offers, 16, 16, 15, 15, 15, 15, 15);

    isDealtWhole(demands, offers, plan);
  }

  @Test
  void replicas_that_cannot_be_shared_evenly_go_where_there_are_more_pods() {
    var demands =
        List.of(
            demand("three", 3, size(1, 1), spread(1)),
            demand("four", 4, size(1, 1), spread(1)),
            demand("five", 5, size(1, 1), spread(1)));

    var plan = dealt(demands, THREE_ZONES, 5, 4, 3);

    isDealtWhole(demands, THREE_ZONES, plan);
  }

  @Test
  void a_larger_skew_is_used_by_those_that_can_still_keep_it() {
    var demands =
        List.of(demand("seven", 7, size(1, 1), spread(2)), demand("six", 6, size(1, 1), spread(2)));

    var plan = dealt(demands, THREE_ZONES, 6, 4, 3);

    isDealtWhole(demands, THREE_ZONES, plan);
  }

  /// @param pods on one node of each offer
  private static NodePlan dealt(List<Demand> demands, List<Offer> offers, int... pods) {
    var instance =
        new InstanceBuilder(offers, new InterruptionCost(Risk.PRICE_ONLY, offers), Detail.COARSE)
            .build(demands);
    var nodes = new ArrayList<Packing.Node>();
    for (int o = 0; o < pods.length; o++) {
      int item = instance.itemsOf(o)[0];
      nodes.add(new Packing.Node(o, Filling.of(new int[] {item}, new int[] {pods[o]})));
    }
    return Deal.of(instance, nodes);
  }

  private static void isDealtWhole(List<Demand> demands, List<Offer> offers, NodePlan plan) {
    assertThat(PlanCheck.violations(new PlanProblem(demands, List.of(), offers), plan)).isEmpty();
  }
}
