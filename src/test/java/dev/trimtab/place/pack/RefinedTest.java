package dev.trimtab.place.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.place.board.Problems;
import dev.trimtab.place.pack.InstanceBuilder.Detail;
import dev.trimtab.place.plan.Offers;
import dev.trimtab.place.plan.PlanProblem;
import dev.trimtab.place.plan.PlanSettings.Risk;
import java.util.HashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RefinedTest {
  private static Instance instance(PlanProblem problem, Detail detail) {
    var offers = Offers.usable(problem);
    return new InstanceBuilder(offers, new InterruptionCost(Risk.PRICE_ONLY, offers), detail)
        .build(problem.demands());
  }

  private static Deadline soon() {
    long now = System.nanoTime();
    return new Deadline(System::nanoTime, now, now + 100_000_000);
  }

  @Test
  void what_a_column_becomes_fits_the_node_and_keeps_the_rules_that_count() {
    int several = 0;
    for (int seed = 0; seed < 60; seed++) {
      var problem = Problems.random(seed);
      var from = instance(problem, Detail.RELAXED);
      var to = instance(problem, Detail.FINE);
      if (to.classes().isEmpty()) {
        continue;
      }
      try (var solution = new Solution(from, null, 1)) {
        solution.generate(soon());
        solution.master.solve();
        var used = solution.generation.used();
        for (var column : new Refined(from, to).of(used)) {
          keepsRules(to, column);
          several += column.filling().items.length > 1 ? 1 : 0;
        }
      }
    }
    assertThat(several).isPositive();
  }

  private static void keepsRules(Instance to, Column column) {
    var limits = new Pricing(to);
    var filling = column.filling();
    var sum = new double[Relaxation.DIMENSIONS];
    for (int k = 0; k < filling.items.length; k++) {
      int item = filling.items[k];
      assertThat(filling.counts[k]).isLessThanOrEqualTo(limits.most(item));
      if (to.capped(item, column.offer())) {
        assertThat((long) filling.counts[k]).isLessThanOrEqualTo(to.of(item).classCap());
      }
      assertThat(IntStream.of(to.itemsOf(column.offer()))).contains(item);
      for (int d = 0; d < sum.length; d++) {
        sum[d] += filling.counts[k] * to.size()[item][d];
      }
    }
    for (int d = 0; d < sum.length; d++) {
      assertThat(sum[d]).isLessThanOrEqualTo(to.room()[column.offer()][d] + 1e-6);
    }
  }

  @Test
  void duals_told_to_another_instance_are_the_mean_of_a_workloads_zones() {
    for (int seed = 0; seed < 20; seed++) {
      var problem = Problems.random(seed);
      var from = instance(problem, Detail.FINE);
      var to = instance(problem, Detail.RELAXED);
      var duals =
          new Duals(
              IntStream.range(0, from.items()).mapToDouble(i -> i + 1).toArray(), new HashMap<>());
      var told = duals.told(from, to);
      for (var of : from.classes()) {
        double mean = IntStream.of(of.items()).mapToDouble(i -> i + 1).average().orElseThrow();
        var first = of.demands().getFirst();
        var like =
            to.classes().stream().filter(c -> c.demands().getFirst().equals(first)).findFirst();
        like.ifPresent(c -> assertThat(told.item[c.items()[0]]).isEqualTo(mean));
      }
    }
  }
}
