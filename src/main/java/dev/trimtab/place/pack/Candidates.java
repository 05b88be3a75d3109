package dev.trimtab.place.pack;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// Offers that a plan may well use: those with the highest ceilings for their cost, and for each
/// item some that can hold it.
final class Candidates {
  private static final int OVERALL = 40;
  private static final int EACH = 3;

  private Candidates() {}

  /// @param offers that are not beaten
  /// @param ceiling of each at good duals
  static int[] of(Instance instance, int[] offers, double[] ceiling) {
    var order =
        IntStream.of(offers)
            .boxed()
            .sorted(
                Comparator.comparingDouble(
                    (Integer o) -> -ceiling[o] / Math.max(1e-9, instance.cost()[o])))
            .toList();
    var chosen = new TreeSet<Integer>();
    order.stream().limit(OVERALL).forEach(chosen::add);
    var found = new int[instance.items()];
    for (int o : order) {
      for (int i : instance.itemsOf(o)) {
        if (found[i] < EACH && (found[i] == 0 || fits(instance, i, o))) {
          found[i] += fits(instance, i, o) ? 1 : 0;
          chosen.add(o);
        }
      }
    }
    cheapestForEach(instance, order, chosen);
    return chosen.stream().mapToInt(Integer::intValue).toArray();
  }

  /// The last pods of a kind go where a node costs least.
  private static void cheapestForEach(
      Instance instance, List<Integer> order, NavigableSet<Integer> chosen) {
    var cheapest = new int[instance.items()];
    Arrays.fill(cheapest, -1);
    for (int o : order) {
      for (int i : instance.itemsOf(o)) {
        if (fits(instance, i, o)
            && (cheapest[i] < 0 || instance.cost()[o] < instance.cost()[cheapest[i]])) {
          cheapest[i] = o;
        }
      }
    }
    IntStream.of(cheapest).filter(o -> o >= 0).forEach(chosen::add);
  }

  private static boolean fits(Instance instance, int item, int offer) {
    for (int d = 0; d < Relaxation.DIMENSIONS; d++) {
      if (instance.size()[item][d] > instance.room()[offer][d]) {
        return false;
      }
    }
    return true;
  }
}
