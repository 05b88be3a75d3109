package dev.trimtab.place.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.place.board.Problems;
import dev.trimtab.place.plan.NodePlan;
import dev.trimtab.place.plan.Offer;
import dev.trimtab.place.plan.PlanSettings;
import dev.trimtab.place.plan.PlanSettings.Risk;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// 20 replicas that may go to spot, of which zone a is the cheapest by far.
class OwnersPoolShareTest {
  private static NodePlan plan(double share) {
    var pool = Problems.spotIn("a");
    var dearer =
        IntStream.range(0, 5)
            .mapToObj(i ->
                Problems.offer(
                    "four", "b" + i, pool.capacityType(), 0.16, pool.room(), Integer.MAX_VALUE));
    var offers = java.util.stream.Stream.concat(java.util.stream.Stream.of(pool), dearer);
    var demand = Problems.demand("web", 20, Problems.size(1, 1), Problems.spot(share));
    return new Planner(new PlanSettings(Risk.NEUTRAL, Duration.ofMillis(500), 1), System::nanoTime)
        .plan(Problems.problem(List.of(demand), offers.toArray(Offer[]::new)));
  }

  private static int inCheapest(NodePlan plan) {
    return plan.nodes().stream()
        .filter(node -> node.offer().zone().equals("a"))
        .mapToInt(node -> node.count() * node.pods().values().stream().mapToInt(n -> n).sum())
        .sum();
  }

  @Test
  void without_the_owners_word_at_most_27_percent_share_a_pool() {
    assertThat(inCheapest(plan(Double.NaN))).isBetween(4, 5);
    assertThat(inCheapest(plan(1))).isBetween(4, 5);
  }

  @Test
  void a_larger_share_of_the_owner_wins() {
    assertThat(inCheapest(plan(0.6))).isEqualTo(12);
  }

  @Test
  void a_smaller_share_of_the_owner_wins() {
    assertThat(inCheapest(plan(0.2))).isEqualTo(4);
  }
}
