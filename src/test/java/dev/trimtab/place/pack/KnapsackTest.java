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
      knapsack.search(Pricing.Effort.quick(100_000), 0);
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
      for (int nodes = 1; nodes < 8; nodes++) {
        var knapsack = one.knapsack();
        knapsack.search(Pricing.Effort.quick(nodes), 0);
        assertThat(knapsack.ceiling()).isGreaterThanOrEqualTo(best * (1 - 1e-9));
        assertThat(knapsack.bestValue()).isLessThanOrEqualTo(best * (1 + 1e-9));
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
      knapsack.search(Pricing.Effort.quick(1), 0);
      assertThat(knapsack.bestValue()).isGreaterThanOrEqualTo(alone * (1 - 1e-9));
      assertThat(worth(one, knapsack.best())).isCloseTo(knapsack.bestValue(), within(alone));
      for (int d = 0; d < Relaxation.DIMENSIONS; d++) {
        assertThat(used(one, knapsack.best(), d)).isLessThanOrEqualTo(one.room()[d] + 1e-9);
      }
    }
  }

  @Test
  void a_short_search_proves_what_a_program_over_all_rooms_finds() {
    var random = new Random(8);
    for (int t = 0; t < 60; t++) {
      var knapsack = new Knapsack();
      knapsack.room(new double[] {ROOM, ROOM, ROOM, 0});
      var worth = new double[ROOM + 1][ROOM + 1];
      for (int i = 0; i < 14; i++) {
        int c = 3 + random.nextInt(90);
        int m = 3 + random.nextInt(90);
        double value = (c + m) * random.nextDouble(0.97, 1);
        int most = 1 + random.nextInt(4);
        knapsack.add(i, i, new double[] {c, m, 1, 0}, value, most);
        for (int k = 0; k < most; k++) {
          letIn(worth, c, m, value);
        }
      }
      double best = worth[ROOM][ROOM];
      knapsack.search(Pricing.Effort.quick(20_000), 0);
      assertThat(knapsack.bestValue()).isCloseTo(best, within(best));
      assertThat(knapsack.ceiling()).isLessThanOrEqualTo(best * (1 + 2e-6));
    }
  }

  private static final int ROOM = 191;

  /// One more of an item may be in, or not.
  private static void letIn(double[][] worth, int c, int m, double value) {
    for (int cpu = ROOM; cpu >= c; cpu--) {
      for (int memory = ROOM; memory >= m; memory--) {
        worth[cpu][memory] = Math.max(worth[cpu][memory], worth[cpu - c][memory - m] + value);
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
  void a_ceiling_counts_what_takes_nothing_that_is_priced() {
    var one =
        new Case(
            new double[] {1000, 100, 50, 0},
            new double[][] {{1, 31, 1, 0}, {1, 30, 1, 0}, {1, 6, 1, 0}, {1, 5, 1, 0}},
            new double[] {62, 60, 6.1, 5},
            new int[] {1, 3, 1, 2});
    for (int nodes : new int[] {200, 400, 1000, 5000}) {
      var knapsack = one.knapsack();
      knapsack.search(Pricing.Effort.quick(nodes), 0);
      assertThat(knapsack.bestValue()).isCloseTo(190, within(190));
      assertThat(knapsack.ceiling()).isGreaterThanOrEqualTo(190 * (1 - 1e-9));
    }
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
      knapsack.search(Pricing.Effort.quick(100_000), least);
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
