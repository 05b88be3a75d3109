package dev.trimtab.place.pack;

import dev.trimtab.place.plan.NodePlan;

/// What a plan costs per hour, interruptions counted where risk counts.
record Objective(InterruptionCost interruptions) {
  double of(NodePlan plan) {
    double sum = plan.price().doubleValue();
    for (var node : plan.nodes()) {
      int pods = node.pods().values().stream().mapToInt(Integer::intValue).sum();
      sum +=
          node.count()
              * (interruptions.perNode(node.offer()) + pods * interruptions.perPod(node.offer()));
    }
    return sum;
  }

  /// The plan that places more, or as much for less.
  NodePlan cheaper(NodePlan a, NodePlan b) {
    long left = unplaced(a);
    long right = unplaced(b);
    if (left != right) {
      return left < right ? a : b;
    }
    return of(a) <= of(b) ? a : b;
  }

  private static long unplaced(NodePlan plan) {
    return plan.unplaced().stream().mapToLong(NodePlan.Unplaced::replicas).sum();
  }
}
