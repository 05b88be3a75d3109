package dev.trimtab.place.patch;

import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.patch.Text;
import dev.trimtab.model.plan.ClusterPlan.Layout;
import dev.trimtab.model.plan.ClusterPlan.Share;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What keeps pods off spot nodes until somebody lets them: a plan decides by workload, an
/// autoscaler would put there whatever fits.
final class SpotTaint {
  private static final Comparator<WorkloadRef> BY_NAME =
      Comparator.comparing(WorkloadRef::namespace)
          .thenComparing(WorkloadRef::kind)
          .thenComparing(WorkloadRef::name);

  private SpotTaint() {}

  static List<Map<String, @Nullable Object>> taints() {
    return List.of(
        Fields.of(
            Map.entry("key", "trimtab.dev/spot"),
            Map.entry("value", "true"),
            Map.entry("effect", "NoSchedule")));
  }

  /// Comments: whom to let, and how; empty where nothing is on spot.
  ///
  /// @param label of nodes, that tells how they were bought
  static String remarks(Layout plan, String label) {
    var spot = replicas(plan, true);
    if (spot.isEmpty()) {
      return "";
    }
    var elsewhere = replicas(plan, false);
    var out = new StringBuilder();
    out.append(
        """
        # Spot nodes get the taint trimtab.dev/spot, so that nothing runs on them by accident. A pod may run there once it has
        # tolerations: [{key: trimtab.dev/spot, operator: Exists}]
        # Give it to the DaemonSets that should run there, and to the workloads that the plan has there:
        """);
    spot.forEach((workload, replicas) -> {
      int others = elsewhere.getOrDefault(workload, 0);
      out.append(
          Text.oneLine(
              "#   %s/%s/%s: %s"
                  .formatted(
                      workload.namespace(),
                      workload.kind(),
                      workload.name(),
                      others == 0
                          ? all(replicas)
                          : "%d of its %d replicas, the others on demand or reserved"
                              .formatted(replicas, replicas + others))));
      out.append('\n');
    });
    if (spot.keySet().stream().anyMatch(elsewhere::containsKey)) {
      out.append(
          "# Nothing but its pods keeps a part of a workload elsewhere: spread them (topologySpreadConstraints) over the node label %s.\n"
              .formatted(label));
    }
    return out.toString();
  }

  private static String all(int replicas) {
    return replicas == 1 ? "its replica" : "all %d replicas".formatted(replicas);
  }

  private static Map<WorkloadRef, Integer> replicas(Layout plan, boolean onSpot) {
    var sums = new TreeMap<WorkloadRef, Integer>(BY_NAME);
    for (var group : plan.nodes()) {
      if ((group.capacityType() == CapacityType.SPOT) == onSpot) {
        for (Share share : group.pods()) {
          sums.merge(share.workload(), share.replicas() * group.count(), Integer::sum);
        }
      }
    }
    return sums;
  }
}
