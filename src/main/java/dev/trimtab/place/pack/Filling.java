package dev.trimtab.place.pack;

import java.util.Arrays;

/// What stands on a node: items and how many of each, each item once.
final class Filling {
  final int[] items;
  final int[] counts;

  private Filling(int[] items, int[] counts) {
    this.items = items;
    this.counts = counts;
  }

  /// Takes the arrays over, and sorts them by item.
  static Filling of(int[] items, int[] counts) {
    for (int i = 1; i < items.length; i++) {
      int item = items[i];
      int count = counts[i];
      int j = i;
      for (; j > 0 && items[j - 1] > item; j--) {
        items[j] = items[j - 1];
        counts[j] = counts[j - 1];
      }
      items[j] = item;
      counts[j] = count;
    }
    return new Filling(items, counts);
  }

  boolean isEmpty() {
    return items.length == 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Filling that
        && Arrays.equals(items, that.items)
        && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(items) + Arrays.hashCode(counts);
  }
}
