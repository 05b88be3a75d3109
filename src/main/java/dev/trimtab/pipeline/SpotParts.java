package dev.trimtab.pipeline;

import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.model.cluster.Workload;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.finding.Finding;
import dev.trimtab.model.plan.ClusterPlan;
import dev.trimtab.store.Recommendations.Realizable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Why a move to spot has no realizable savings of its own: nodes are bought for all workloads
/// together, and what that saves is the cluster's.
final class SpotParts {
  private SpotParts() {}

  /// @param grades what may go to spot
  static List<Realizable> of(
      ClusterPlan plan, List<Workload> workloads, Map<WorkloadRef, Finding> grades) {
    var onSpot = new HashMap<WorkloadRef, Integer>();
    var all = new HashMap<WorkloadRef, Integer>();
    for (var group : plan.asRecommended().nodes()) {
      for (var share : group.pods()) {
        int replicas = share.replicas() * group.count();
        all.merge(share.workload(), replicas, Integer::sum);
        if (group.capacityType() == CapacityType.SPOT) {
          onSpot.merge(share.workload(), replicas, Integer::sum);
        }
      }
    }
    return workloads.stream()
        .map(Workload::ref)
        .filter(ref -> grades.get(ref) instanceof Finding.MoveToSpot)
        .map(ref ->
            Realizable.elsewhere(
                ref,
                "move-to-spot",
                "the plan runs %d of its %d replicas on spot; %s"
                    .formatted(onSpot.getOrDefault(ref, 0), all.getOrDefault(ref, 0), where(plan))))
        .toList();
  }

  private static String where(ClusterPlan plan) {
    return plan.comparable()
        ? "what that saves is in the cluster's node-mix row, as nodes are bought for all workloads together"
        : "what that saves is not known, nor does the cluster's node-mix row tell it, as the plan cannot be compared with today's nodes";
  }
}
