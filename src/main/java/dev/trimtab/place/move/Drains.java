package dev.trimtab.place.move;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.trimtab.model.cluster.Node;
import dev.trimtab.model.cluster.Workload;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.place.spot.Budgets;
import dev.trimtab.place.spot.Claims;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// What draining a node would do to the workloads on it.
///
/// @param stuck of which a budget lets no pod go, so that a drain would never end
/// @param onDisk whose data on a node's own disk a drain leaves behind
record Drains(Standing standing, Set<WorkloadRef> stuck, Set<WorkloadRef> onDisk) {
  static Drains of(Standing standing) {
    return new Drains(
        standing,
        having(standing, workload -> workload.budget() != null && mayBeAway(workload) == 0),
        having(standing, workload -> Claims.onNodesDisk(workload, standing.policies())));
  }

  private static Set<WorkloadRef> having(Standing standing, Predicate<Workload> what) {
    return standing.workloads().values().stream()
        .filter(what)
        .map(Workload::ref)
        .collect(toUnmodifiableSet());
  }

  /// Replicas that may be away at once; all of them without a budget.
  static int mayBeAway(Workload workload) {
    int replicas = workload.replicas();
    // what is scaled to nothing has nothing to guard
    return replicas <= 0
        ? Integer.MAX_VALUE
        : replicas - Budgets.wanted(workload.budget(), replicas);
  }

  boolean blocked(Node node) {
    return !on(node, stuck::contains).isEmpty();
  }

  List<WorkloadRef> on(Node node, Predicate<WorkloadRef> what) {
    return standing.movable(node).keySet().stream().filter(what).toList();
  }

  /// A bare pod, which nothing starts again.
  static boolean isBare(WorkloadRef workload) {
    return workload.kind().equals("Pod");
  }

  /// How much speaks for leaving a node alone: 2 where it cannot be drained, 1 where something
  /// would be lost, else 0.
  int hardness(Node node) {
    if (blocked(node)) {
      return 2;
    }
    return on(node, ref -> isBare(ref) || onDisk.contains(ref)).isEmpty() ? 0 : 1;
  }
}
