package dev.trimtab.place.pack;

import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.place.plan.NodePlan;
import java.util.HashMap;
import java.util.Map;

/// How many pods of each class a bound may count.
///
/// Of a class that is placed whole: all. Where pods were left out beyond those that were clear from
/// the start, another plan may leave out others: if they are of one class, as many of it count as
/// stand, and if of several, none of these.
final class Counted {
  private Counted() {}

  static long[] of(Instance instance, NodePlan plan) {
    Map<WorkloadRef, Integer> left = new HashMap<>();
    plan.unplaced().forEach(u -> left.merge(u.workload(), u.replicas(), Integer::sum));
    instance.homeless().forEach(u -> left.merge(u.workload(), -u.replicas(), Integer::sum));
    var counts = new long[instance.classes().size()];
    int incomplete = 0;
    for (int c = 0; c < counts.length; c++) {
      var of = instance.classes().get(c);
      long missing =
          of.demands().stream()
              .mapToLong(demand -> Math.max(0, left.getOrDefault(demand.workload(), 0)))
              .sum();
      counts[c] = of.total() - missing;
      incomplete += missing > 0 ? 1 : 0;
    }
    for (int c = 0; c < counts.length && incomplete > 1; c++) {
      if (counts[c] < instance.classes().get(c).total()) {
        counts[c] = 0;
      }
    }
    return counts;
  }
}
