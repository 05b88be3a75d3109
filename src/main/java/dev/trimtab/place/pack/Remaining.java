package dev.trimtab.place.pack;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// What is still to be placed, and what may still be used for it.
final class Remaining {
  private final Instance instance;
  private final int[] left;
  private final int[] available;
  private final Map<Long, Long> shares = new HashMap<>();
  private long pods;

  /// @param left of each item
  Remaining(Instance instance, int[] left) {
    this.instance = instance;
    this.left = left.clone();
    this.available = instance.available().clone();
    this.pods = Arrays.stream(left).asLongStream().sum();
  }

  int left(int item) {
    return left[item];
  }

  long pods() {
    return pods;
  }

  int available(int offer) {
    return available[offer];
  }

  private long key(int item, int offer) {
    return (long) instance.classOf()[item] * instance.offerCount() + offer;
  }

  /// What is left of a class's share of a spot pool.
  long share(int item, int offer) {
    return instance.capped(item, offer)
        ? shares.getOrDefault(key(item, offer), instance.of(item).classCap())
        : Long.MAX_VALUE;
  }

  /// Most of an item that one more node of an offer may hold, its room apart.
  int most(int item, int offer) {
    long most = Math.min(left[item], instance.of(item).perNode());
    return (int) Math.min(most, share(item, offer));
  }

  /// How many nodes with this filling may still stand, all of it wanted.
  int times(int offer, Filling filling) {
    long times = available[offer];
    for (int k = 0; k < filling.items.length; k++) {
      int item = filling.items[k];
      long most = Math.min(left[item], share(item, offer));
      times = Math.min(times, most / filling.counts[k]);
    }
    return (int) times;
  }

  void take(int offer, Filling filling, int times) {
    move(offer, filling, times);
  }

  void giveBack(int offer, Filling filling) {
    move(offer, filling, -1);
  }

  private void move(int offer, Filling filling, int times) {
    if (available[offer] != Instance.UNBOUNDED) {
      available[offer] -= times;
    }
    for (int k = 0; k < filling.items.length; k++) {
      int item = filling.items[k];
      int count = times * filling.counts[k];
      left[item] -= count;
      pods -= count;
      if (instance.capped(item, offer)) {
        shares.merge(key(item, offer), instance.of(item).classCap() - count, (a, b) -> a - count);
      }
    }
  }
}
