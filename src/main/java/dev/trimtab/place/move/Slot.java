package dev.trimtab.place.move;

import dev.trimtab.model.cluster.Node;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.place.plan.NodePlan.PlannedNode;
import dev.trimtab.place.plan.Offer;
import dev.trimtab.place.plan.Size;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A node of the plan, to be added or standing already, as it fills up.
final class Slot {
  final Offer offer;
  final String name;
  final @Nullable Node node;
  private final Map<WorkloadRef, Integer> wanted;
  private final Map<WorkloadRef, Integer> held = new HashMap<>();
  private final Map<WorkloadRef, Integer> lacking;
  private Size room;
  private int podsLeft;

  /// @param node that stands for it; null where it is to be added
  Slot(PlannedNode planned, String name, @Nullable Node node) {
    this.offer = planned.offer();
    this.name = name;
    this.node = node;
    wanted = planned.pods();
    lacking = new HashMap<>(wanted);
    room = offer.room();
    podsLeft = offer.maxPods();
  }

  /// Takes what stands on it already, whether the plan wants it there or not.
  void holds(WorkloadRef workload, Size pod, int count) {
    add(workload, pod, count);
    fill(workload, Math.min(count, lacking(workload)));
  }

  private void add(WorkloadRef workload, Size pod, int count) {
    held.merge(workload, count, Integer::sum);
    room = room.minus(pod.times(count));
    podsLeft -= count;
  }

  /// Replicas that the plan wants here and that have come neither here nor elsewhere in its stead.
  int lacking(WorkloadRef workload) {
    return lacking.getOrDefault(workload, 0);
  }

  boolean wants(WorkloadRef workload) {
    return wanted.containsKey(workload);
  }

  /// Counts replicas as come, wherever they went.
  void fill(WorkloadRef workload, int count) {
    lacking.merge(workload, -count, Integer::sum);
  }

  /// How many of so many pods it has room for.
  int land(WorkloadRef workload, Size pod, int count, boolean onePerNode) {
    int some = Math.min(count, podsLeft);
    some = fitting(some, pod.cpuMicros(), room.cpuMicros());
    some = fitting(some, pod.memoryBytes(), room.memoryBytes());
    some = fitting(some, pod.gpuMillis(), room.gpuMillis());
    if (onePerNode) {
      some = Math.min(some, 1 - Math.min(1, held.getOrDefault(workload, 0)));
    }
    if (some <= 0) {
      return 0;
    }
    add(workload, pod, some);
    return some;
  }

  private static int fitting(int count, long each, long room) {
    return each <= 0 ? count : (int) Math.max(0, Math.min(count, room / each));
  }

  /// Whether a pod meant for the one does as well on the other: the same zone and capacity type,
  /// and a machine that the plan lets it run on.
  boolean replaces(Slot other, WorkloadRef workload) {
    var mine = Target.kind(offer.key());
    var theirs = Target.kind(other.offer.key());
    return mine.equals(theirs)
        || (wants(workload)
            && mine.zone().equals(theirs.zone())
            && mine.capacityType() == theirs.capacityType());
  }
}
