package dev.trimtab.pipeline.watch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Incidents of one cause, of which one is told: a key that runs away raises its team, its model,
/// its provider and the total, too.
public final class Causes {
  private static final Comparator<Found> TELLING =
      Comparator.comparing(Found::kind)
          .thenComparing(found -> found.incident().excess(), Comparator.reverseOrder())
          .thenComparing(Found::name);

  private Causes() {}

  /// Groups of one cause each, the most telling incident first in each: of a key, then of a model,
  /// a team, a provider; of equals, the dearest.
  public static List<List<Found>> of(List<Found> incidents) {
    var sorted = incidents.stream().sorted(TELLING).toList();
    var group = new int[sorted.size()];
    for (int i = 0; i < group.length; i++) {
      group[i] = i;
      for (int j = 0; j < i; j++) {
        if (sorted.get(j).explains(sorted.get(i))) {
          join(group, root(group, j), root(group, i));
        }
      }
    }
    Map<Integer, List<Found>> groups = new HashMap<>();
    var order = new ArrayList<List<Found>>();
    for (int i = 0; i < group.length; i++) {
      groups
          .computeIfAbsent(
              root(group, i),
              _ -> {
                var list = new ArrayList<Found>();
                order.add(list);
                return list;
              })
          .add(sorted.get(i));
    }
    return order;
  }

  private static int root(int[] group, int i) {
    int at = i;
    while (group[at] != at) {
      at = group[at];
    }
    return at;
  }

  private static void join(int[] group, int a, int b) {
    group[Math.max(a, b)] = Math.min(a, b);
  }
}
