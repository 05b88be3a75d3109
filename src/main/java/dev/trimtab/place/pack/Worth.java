package dev.trimtab.place.pack;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// What columns are worth at prices of pods.
final class Worth {
  private Worth() {}

  /// Those that are worth most for what they cost, the best first, in a list of their own.
  static List<Column> worthiest(
      Instance instance, Collection<Column> columns, Duals duals, int most) {
    return new ArrayList<>(
        columns.stream()
            .sorted(Comparator.comparingDouble(column -> loss(instance, column, duals)))
            .limit(most)
            .toList());
  }

  /// What the column costs above what it is worth, as a share of its cost.
  private static double loss(Instance instance, Column column, Duals duals) {
    double worth = 0;
    var pools = duals.poolsOf(column.offer());
    var filling = column.filling();
    for (int k = 0; k < filling.items.length; k++) {
      int item = filling.items[k];
      double taken = pools.isEmpty() ? 0 : pools.getOrDefault(instance.classOf()[item], 0.0);
      worth += filling.counts[k] * (duals.item[item] - taken);
    }
    return 1 - worth / Math.max(1e-9, column.cost());
  }
}
