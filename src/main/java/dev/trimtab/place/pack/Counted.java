package dev.trimtab.place.pack;

import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.place.plan.NodePlan;
import java.util.HashMap;
import java.util.Map;

/// How many pods a bound may not count: where some were left out beyond those that were clear from
/// the start, another plan may leave out as many others.
final class Counted {
  private Counted() {}

  static long missing(Instance instance, NodePlan plan) {
    Map<WorkloadRef, Integer> left = new HashMap<>();
    plan.unplaced().forEach(u -> left.merge(u.workload(), u.replicas(), Integer::sum));
    instance.homeless().forEach(u -> left.merge(u.workload(), -u.replicas(), Integer::sum));
    return left.values().stream().mapToLong(pods -> Math.max(0, pods)).sum();
  }
}
