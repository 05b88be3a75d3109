package dev.trimtab.place.pack;

import java.util.Arrays;
import java.util.function.IntToLongFunction;

/// Lays out for a knapsack what may go onto one node.
///
/// Of items of the same size only the worthiest can matter, until they would fill the node alone;
/// the others are left out, which loses nothing. Not for two threads at once.
final class Shelf {
  private final Instance instance;
  private final int[][] byShape;
  private double[] value = new double[64];
  private int[] order = new int[64];

  Shelf(Instance instance) {
    this.instance = instance;
    this.byShape = new int[instance.itemsOfGroup().length][];
    for (int g = 0; g < byShape.length; g++) {
      byShape[g] =
          Arrays.stream(instance.itemsOfGroup()[g])
              .boxed()
              .sorted((a, b) -> Integer.compare(instance.shape()[a], instance.shape()[b]))
              .mapToInt(Integer::intValue)
              .toArray();
    }
  }

  /// What a pod of an item is worth on a node, and how many may be there.
  interface Items {
    double value(int item);

    long most(int item);
  }

  /// Lays out what pods are worth at these duals, less what their interruptions cost there.
  ///
  /// @param most of an item that may be there
  void lay(Knapsack knapsack, int offer, Duals duals, IntToLongFunction most) {
    var pools = duals.poolsOf(offer);
    double podCost = instance.podCost()[offer];
    lay(
        knapsack,
        offer,
        new Items() {
          @Override
          public double value(int item) {
            double value = duals.item[item] - podCost;
            return pools.isEmpty()
                ? value
                : value - pools.getOrDefault(instance.classOf()[item], 0.0);
          }

          @Override
          public long most(int item) {
            return most.applyAsLong(item);
          }
        });
  }

  void lay(Knapsack knapsack, int offer, Items items) {
    var room = instance.room()[offer];
    knapsack.room(room);
    var all = byShape[instance.group()[offer]];
    for (int from = 0; from < all.length; ) {
      int shape = instance.shape()[all[from]];
      int to = from;
      while (to < all.length && instance.shape()[all[to]] == shape) {
        to++;
      }
      lay(knapsack, room, all, from, to, items);
      from = to;
    }
  }

  private void lay(Knapsack knapsack, double[] room, int[] all, int from, int to, Items items) {
    var size = instance.size()[all[from]];
    double fits = Double.POSITIVE_INFINITY;
    for (int d = 0; d < Relaxation.DIMENSIONS; d++) {
      if (size[d] > 0) {
        fits = Math.min(fits, Math.floor(room[d] / size[d]));
      }
    }
    if (fits < 1) {
      return;
    }
    int n = sorted(all, from, to, items);
    for (int k = 0; k < n && fits > 0; k++) {
      int item = order[k];
      long most = items.most(item);
      if (most > 0) {
        knapsack.add(item, instance.shape()[item], size, value[k], (double) most);
        fits -= (double) most;
      }
    }
  }

  /// Those worth anything, the worthiest first.
  private int sorted(int[] all, int from, int to, Items items) {
    if (order.length < to - from) {
      order = new int[to - from];
      value = new double[to - from];
    }
    int n = 0;
    for (int at = from; at < to; at++) {
      double worth = items.value(all[at]);
      if (worth > 0) {
        int k = n++;
        for (; k > 0 && value[k - 1] < worth; k--) {
          value[k] = value[k - 1];
          order[k] = order[k - 1];
        }
        value[k] = worth;
        order[k] = all[at];
      }
    }
    return n;
  }
}
