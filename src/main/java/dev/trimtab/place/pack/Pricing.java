package dev.trimtab.place.pack;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Prices offers at given duals: the best filling of each, and a ceiling that no filling passes.
///
/// An offer whose ceiling by old duals, or by its relaxation's, is below its cost is not searched:
/// it has no column that would help. Offers are priced side by side.
final class Pricing {
  private final Instance instance;
  private final int[] mostOfItem;
  private final double[][] priced;
  private final ThreadLocal<Shelf> shelves;
  private final ThreadLocal<Knapsack> knapsacks = ThreadLocal.withInitial(Knapsack::new);

  Pricing(Instance instance) {
    this.instance = instance;
    this.shelves = ThreadLocal.withInitial(() -> new Shelf(instance));
    this.priced = new double[instance.offerCount()][];
    this.mostOfItem = new int[instance.items()];
    for (int i = 0; i < mostOfItem.length; i++) {
      var of = instance.of(i);
      long most = Math.min(of.perNode(), of.total());
      if (of.spreads()) {
        most = Math.min(most, of.mostInZone());
      }
      mostOfItem[i] = (int) most;
    }
  }

  /// An offer's result.
  ///
  /// @param ceiling on the value of any filling
  /// @param filling null where none was looked for, or none is worth more than the node
  record Priced(int offer, double ceiling, double value, Filling filling) {
    static final Filling NONE = Filling.of(new int[0], new int[0]);
  }

  /// How hard to search.
  ///
  /// @param nodes of the search tree
  /// @param deadline after which ceilings are left as they are; null for none
  record Effort(int nodes, @Nullable Deadline deadline) {
    static Effort quick(int nodes) {
      return new Effort(nodes, null);
    }

    boolean late() {
      return deadline != null && deadline.passed();
    }
  }

  /// Prices these offers.
  List<Priced> price(int[] offers, Duals duals, Effort effort) {
    return IntStream.range(0, offers.length)
        .parallel()
        .mapToObj(at -> price(offers[at], duals, effort))
        .toList();
  }

  Priced price(int offer, Duals duals, Effort effort) {
    var knapsack = knapsacks.get();
    fill(knapsack, offer, duals);
    double cost = instance.cost()[offer];
    var known = priced[offer];
    if (known != null) {
      double quick = knapsack.bound(known);
      if (quick <= cost) {
        return new Priced(offer, quick, 0, Priced.NONE);
      }
    }
    var fresh = new double[Relaxation.DIMENSIONS];
    double relaxed = knapsack.relax(fresh);
    priced[offer] = fresh;
    if (relaxed <= cost) {
      return new Priced(offer, relaxed, 0, Priced.NONE);
    }
    knapsack.narrow(fresh, relaxed, cost);
    knapsack.search(effort, cost);
    return new Priced(
        offer,
        Math.min(relaxed, Math.max(cost, knapsack.ceiling())),
        knapsack.bestValue(),
        knapsack.best());
  }

  /// Leaves the duals of an offer's relaxed knapsack: what the whole of its room is worth, in each
  /// dimension.
  void relax(int offer, Duals duals, double[] room) {
    var knapsack = knapsacks.get();
    fill(knapsack, offer, duals);
    knapsack.relax(room);
  }

  private void fill(Knapsack knapsack, int offer, Duals duals) {
    shelves
        .get()
        .lay(
            knapsack,
            offer,
            duals,
            item ->
                instance.capped(item, offer)
                    ? Math.min(mostOfItem[item], instance.of(item).classCap())
                    : mostOfItem[item]);
  }

  int most(int item) {
    return mostOfItem[item];
  }

  static int[] all(int count) {
    var all = new int[count];
    Arrays.setAll(all, i -> i);
    return all;
  }
}
