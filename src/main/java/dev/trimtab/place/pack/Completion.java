package dev.trimtab.place.pack;

import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Places what remains, node by node: each time the node that is worth most for what it costs, at
/// given duals. Not for two threads at once.
final class Completion {
  private static final Pricing.Effort SEARCH = Pricing.Effort.quick(200);

  private final Instance instance;
  private final Knapsack knapsack = new Knapsack();
  private final double[] relaxed = new double[Relaxation.DIMENSIONS];
  private final Shelf shelf;
  private final double[] worth;
  private double found;

  Completion(Instance instance) {
    this.instance = instance;
    this.shelf = new Shelf(instance);
    this.worth = new double[instance.items()];
  }

  /// Opens nodes until nothing remains or nothing fits.
  ///
  /// @param offers to choose from
  /// @param noise by how much duals are shaken
  /// @param most stops once this is spent
  /// @param deadline stops once it has passed
  /// @return what the nodes cost; infinite when `most` was reached
  double fill(
      Remaining remaining,
      int[] offers,
      Duals duals,
      double noise,
      RandomGenerator random,
      double most,
      List<Packing.Node> into,
      Deadline deadline) {
    for (int i = 0; i < worth.length; i++) {
      worth[i] =
          remaining.left(i) == 0
              ? 0
              : Math.max(1e-9, duals.item[i])
                  * (noise > 0 ? Math.max(0.1, 1 + noise * random.nextGaussian()) : 1);
    }
    double spent = 0;
    while (remaining.pods() > 0 && !deadline.passed()) {
      var node = next(remaining, offers, duals);
      if (node == null) {
        return spent;
      }
      int times = Math.max(1, remaining.times(node.offer(), node.filling()));
      spent += times * instance.cost(node.offer(), node.filling());
      if (spent >= most) {
        return Double.POSITIVE_INFINITY;
      }
      remaining.take(node.offer(), node.filling(), times);
      for (int t = 0; t < times; t++) {
        into.add(node);
      }
    }
    return spent;
  }

  private Packing.@Nullable Node next(Remaining remaining, int[] offers, Duals duals) {
    Packing.@Nullable Node best = null;
    double rating = 0;
    for (int offer : offers) {
      if (remaining.available(offer) > 0) {
        var filling = filling(remaining, offer, duals, rating);
        if (filling != null) {
          best = new Packing.Node(offer, filling);
          rating = found;
        }
      }
    }
    return best;
  }

  /// The best filling, if it is rated above what is known.
  private @Nullable Filling filling(Remaining remaining, int offer, Duals duals, double rating) {
    var pools = duals.poolsOf(offer);
    shelf.lay(
        knapsack,
        offer,
        new Shelf.Items() {
          @Override
          public double value(int item) {
            double value = worth[item];
            return pools.isEmpty() || value == 0
                ? value
                : Math.max(value - pools.getOrDefault(instance.classOf()[item], 0.0), 0.01 * value);
          }

          @Override
          public long most(int item) {
            return remaining.most(item, offer);
          }
        });
    if (knapsack.count() == 0) {
      return null;
    }
    double cost = Math.max(1e-9, instance.cost()[offer]);
    double most = knapsack.relax(relaxed);
    if (most / cost <= rating) {
      return null;
    }
    knapsack.narrow(relaxed, most, rating * cost);
    knapsack.search(SEARCH, rating * cost);
    if (knapsack.bestValue() / cost <= rating) {
      return null;
    }
    found = knapsack.bestValue() / cost;
    return knapsack.best();
  }
}
