package dev.trimtab.place.pack;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// Leaves out offers that another beats: at least the room, for at most the cost, open to all that
/// may run on the first, as many as one likes, and no share of a pool to run into.
final class Dominance {
  private final Instance instance;
  private final Set<List<Integer>> supersets = new HashSet<>();
  private final boolean[] groupCapped;

  Dominance(Instance instance) {
    this.instance = instance;
    var groups = instance.itemsOfGroup();
    this.groupCapped = new boolean[groups.length];
    for (int a = 0; a < groups.length; a++) {
      groupCapped[a] = Arrays.stream(groups[a]).anyMatch(i -> instance.of(i).capped());
      for (int b = 0; b < groups.length; b++) {
        if (contains(groups[a], groups[b])) {
          supersets.add(List.of(a, b));
        }
      }
    }
  }

  private static boolean contains(int[] large, int[] small) {
    int at = 0;
    for (int item : small) {
      while (at < large.length && large[at] < item) {
        at++;
      }
      if (at == large.length || large[at] != item) {
        return false;
      }
    }
    return true;
  }

  /// Offers that are left, none that holds nothing.
  int[] left() {
    var order =
        IntStream.range(0, instance.offerCount())
            .filter(o -> instance.itemsOf(o).length > 0)
            .boxed()
            .sorted(
                Comparator.<Integer>comparingDouble(o -> instance.cost()[o])
                    .thenComparingDouble(o -> -instance.room()[o][0])
                    .thenComparingDouble(o -> -instance.room()[o][1]))
            .toList();
    var left = new int[order.size()];
    int n = 0;
    for (int o : order) {
      boolean beaten = false;
      for (int k = 0; k < n && !beaten; k++) {
        beaten = beats(left[k], o);
      }
      if (!beaten) {
        left[n++] = o;
      }
    }
    return Arrays.copyOf(left, n);
  }

  private boolean beats(int a, int b) {
    if (instance.cost()[a] > instance.cost()[b]
        || instance.podCost()[a] > instance.podCost()[b]
        || instance.available()[a] != Instance.UNBOUNDED
        || (instance.spot()[a] && groupCapped[instance.group()[b]])) {
      return false;
    }
    var large = instance.room()[a];
    var small = instance.room()[b];
    for (int d = 0; d < large.length; d++) {
      if (large[d] < small[d]) {
        return false;
      }
    }
    return supersets.contains(List.of(instance.group()[a], instance.group()[b]));
  }
}
