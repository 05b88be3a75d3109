package dev.trimtab.place.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class KnapsackTest {
  @SuppressWarnings("ArrayRecordComponent") // what the knapsack takes, never compared
  private record Case(double[] room, double[][] size, double[] value, int[] most) {
    static Case of(Random random) {
      int n = 1 + random.nextInt(5);
      var size = new double[n][];
      var value = new double[n];
      var most = new int[n];
      for (int i = 0; i < n; i++) {
        size[i] =
            new double[] {
              random.nextInt(40), random.nextInt(40), 1, random.nextInt(4) == 0 ? 500 : 0
            };
        value[i] = 1 + random.nextInt(30) + (size[i][0] + size[i][1]) * random.nextDouble();
        most[i] = 1 + random.nextInt(5);
      }
      return new Case(
          new double[] {100, 100, 3 + random.nextInt(10), random.nextInt(3) * 500},
          size,
          value,
          most);
    }

    Knapsack knapsack() {
      var knapsack = new Knapsack();
      knapsack.room(room);
      for (int i = 0; i < value.length; i++) {
        knapsack.add(i, i, size[i], value[i], most[i]);
      }
      return knapsack;
    }

    double best(int from, double[] left) {
      if (from == value.length) {
        return 0;
      }
      double best = 0;
      for (int k = 0; k <= most[from]; k++) {
        var rest = left.clone();
        boolean fits = true;
        for (int d = 0; d < rest.length; d++) {
          rest[d] -= k * size[from][d];
          fits &= rest[d] >= 0;
        }
        if (!fits) {
          break;
        }
        best = Math.max(best, k * value[from] + best(from + 1, rest));
      }
      return best;
    }
  }

  @Test
  void a_whole_search_finds_the_best_filling() {
    var random = new Random(3);
    for (int t = 0; t < 400; t++) {
      var one = Case.of(random);
      var knapsack = one.knapsack();
      var duals = new double[Relaxation.DIMENSIONS];
      double best = one.best(0, one.room());
      assertThat(knapsack.relax(duals)).isGreaterThanOrEqualTo(best * (1 - 1e-9));
      knapsack.search(duals, Pricing.Effort.quick(100_000), 0);
      assertThat(knapsack.bestValue()).isCloseTo(best, within(best));
      assertThat(worth(one, knapsack.best())).isCloseTo(best, within(best));
    }
  }

  @Test
  void a_search_cut_short_never_states_a_ceiling_below_the_best_filling() {
    var random = new Random(4);
    for (int t = 0; t < 400; t++) {
      var one = Case.of(random);
      double best = one.best(0, one.room());
      for (var thorough : Knapsack.Thorough.values()) {
        for (int nodes = 1; nodes < 8; nodes++) {
          var knapsack = one.knapsack();
          var duals = new double[Relaxation.DIMENSIONS];
          knapsack.relax(duals);
          knapsack.search(duals, new Pricing.Effort(nodes, nodes, thorough, null), 0);
          assertThat(knapsack.ceiling()).isGreaterThanOrEqualTo(best * (1 - 1e-9));
          assertThat(knapsack.bestValue()).isLessThanOrEqualTo(best * (1 + 1e-9));
        }
      }
    }
  }

  @Test
  void a_search_cut_short_at_once_still_finds_what_any_item_alone_is_worth() {
    var random = new Random(7);
    for (int t = 0; t < 400; t++) {
      var one = Case.of(random);
      var knapsack = one.knapsack();
      var duals = new double[Relaxation.DIMENSIONS];
      knapsack.relax(duals);
      double alone = 0;
      for (int i = 0; i < knapsack.count(); i++) {
        alone = Math.max(alone, knapsack.most(i) * knapsack.value(i));
      }
      knapsack.search(duals, Pricing.Effort.quick(1), 0);
      assertThat(knapsack.bestValue()).isGreaterThanOrEqualTo(alone * (1 - 1e-9));
      assertThat(worth(one, knapsack.best())).isCloseTo(knapsack.bestValue(), within(alone));
      for (int d = 0; d < Relaxation.DIMENSIONS; d++) {
        assertThat(used(one, knapsack.best(), d)).isLessThanOrEqualTo(one.room()[d] + 1e-9);
      }
    }
  }

  private static double used(Case one, Filling filling, int d) {
    double sum = 0;
    for (int k = 0; k < filling.items.length; k++) {
      sum += filling.counts[k] * one.size()[filling.items[k]][d];
    }
    return sum;
  }

  @Test
  void any_duals_bound_what_a_node_can_hold() {
    var random = new Random(5);
    for (int t = 0; t < 400; t++) {
      var one = Case.of(random);
      double best = one.best(0, one.room());
      var duals = random.doubles(Relaxation.DIMENSIONS, 0, 50).toArray();
      assertThat(one.knapsack().bound(duals)).isGreaterThanOrEqualTo(best * (1 - 1e-9));
    }
  }

  @Test
  void narrowing_loses_no_filling_that_is_of_interest() {
    var random = new Random(6);
    for (int t = 0; t < 400; t++) {
      var one = Case.of(random);
      double best = one.best(0, one.room());
      var knapsack = one.knapsack();
      var duals = new double[Relaxation.DIMENSIONS];
      double bound = knapsack.relax(duals);
      double least = best * random.nextDouble(0.5, 1);
      knapsack.narrow(duals, bound, least);
      knapsack.search(duals, Pricing.Effort.quick(100_000), least);
      assertThat(knapsack.bestValue()).isCloseTo(best, within(best));
    }
  }

  private static org.assertj.core.data.Offset<Double> within(double best) {
    return org.assertj.core.data.Offset.offset(1e-5 * Math.max(1, best));
  }

  private static double worth(Case one, Filling filling) {
    double sum = 0;
    for (int k = 0; k < filling.items.length; k++) {
      sum += filling.counts[k] * one.value()[filling.items[k]];
    }
    return sum;
  }
}
