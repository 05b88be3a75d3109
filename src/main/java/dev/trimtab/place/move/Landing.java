package dev.trimtab.place.move;

import dev.trimtab.model.cluster.Node;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.place.plan.NodePlan.PlannedNode;
import dev.trimtab.place.plan.Offer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where the pods of drained nodes go: to where the plan wants them, else to a node like it.
///
/// Nodes that stay only fill up, so that what fits at the end fits at any time, in whatever order
/// nodes are drained. Where every node that stays holds no more than the plan wants of it, all that
/// the plan places finds its place; else room may be taken by pods that the plan wants elsewhere.
final class Landing {
  private final Standing standing;
  private final Target target;
  private final List<Slot> slots = new ArrayList<>();
  private final Map<WorkloadRef, List<Slot>> wantedOn = new HashMap<>();
  private final List<Node> drained = new ArrayList<>();
  private final List<Migration.Move> moves = new ArrayList<>();
  private final Map<String, Map<WorkloadRef, Integer>> withoutRoom = new HashMap<>();
  private final Map<String, Map<WorkloadRef, Integer>> beyond = new HashMap<>();

  /// @param kept nodes that stand for a node of the plan, by its position
  Landing(Standing standing, Target target, List<PlannedNode> planned, Map<Integer, Node> kept) {
    this.standing = standing;
    this.target = target;
    var added = new HashMap<Offer.Key, Integer>();
    for (int i = 0; i < planned.size(); i++) {
      @Nullable Node node = kept.get(i);
      var key = planned.get(i).offer().key();
      var name = node == null ? key + " #" + added.merge(key, 1, Integer::sum) : node.name();
      var slot = new Slot(planned.get(i), name, node);
      if (node != null) {
        standing
            .movable(node)
            .forEach((workload, count) -> slot.holds(workload, target.size(workload), count));
      }
      slots.add(slot);
      planned
          .get(i)
          .pods()
          .keySet()
          .forEach(w -> wantedOn.computeIfAbsent(w, _ -> new ArrayList<>()).add(slot));
    }
  }

  List<Slot> slots() {
    return slots;
  }

  List<Migration.Move> moves() {
    return moves;
  }

  /// Pods that the plan places and that found no room, by drained node; empty where all did.
  Map<String, Map<WorkloadRef, Integer>> withoutRoom() {
    return withoutRoom;
  }

  /// Pods that the plan has no place for, by drained node.
  Map<String, Map<WorkloadRef, Integer>> beyond() {
    return beyond;
  }

  /// Nodes that were emptied, in order.
  List<Node> drained() {
    return drained;
  }

  boolean isComplete() {
    return withoutRoom.isEmpty();
  }

  /// Empties nodes, one after another.
  ///
  /// @param untilFirst whether to stop at the first node of which a pod finds no room
  void drain(List<Node> nodes, boolean untilFirst) {
    for (var node : nodes) {
      standing.movable(node).forEach((workload, count) -> move(node.name(), workload, count));
      drained.add(node);
      if (untilFirst && !isComplete()) {
        return;
      }
    }
  }

  private void move(String from, WorkloadRef workload, int count) {
    int left = count;
    for (var slot : wanting(workload)) {
      left -= toWanted(from, workload, slot, left);
    }
    for (var slot : wanting(workload)) {
      left -= instead(from, workload, slot, left);
    }
    if (left > 0) {
      int lacking = wanting(workload).stream().mapToInt(slot -> slot.lacking(workload)).sum();
      note(withoutRoom, from, workload, Math.min(left, lacking));
      note(beyond, from, workload, left - Math.min(left, lacking));
    }
  }

  private List<Slot> wanting(WorkloadRef workload) {
    return wantedOn.getOrDefault(workload, List.of());
  }

  private int toWanted(String from, WorkloadRef workload, Slot slot, int most) {
    int landed = land(from, workload, slot, Math.min(most, slot.lacking(workload)));
    slot.fill(workload, landed);
    return landed;
  }

  /// Lets another node take what this one lacks and has no room for.
  private int instead(String from, WorkloadRef workload, Slot slot, int most) {
    int open = Math.min(most, slot.lacking(workload));
    int landed = 0;
    for (int i = 0; i < slots.size() && landed < open; i++) {
      if (slots.get(i).replaces(slot, workload)) {
        landed += land(from, workload, slots.get(i), open - landed);
      }
    }
    slot.fill(workload, landed);
    return landed;
  }

  private int land(String from, WorkloadRef workload, Slot slot, int most) {
    if (most <= 0) {
      return 0;
    }
    var known = standing.workloads().get(workload);
    boolean onePerNode = known != null && known.template().onePerNode();
    int landed = slot.land(workload, target.size(workload), most, onePerNode);
    if (landed > 0) {
      moves.add(new Migration.Move(from, slot.name, workload, landed));
    }
    return landed;
  }

  private static void note(
      Map<String, Map<WorkloadRef, Integer>> where, String from, WorkloadRef workload, int count) {
    if (count > 0) {
      where.computeIfAbsent(from, _ -> new HashMap<>()).merge(workload, count, Integer::sum);
    }
  }
}
