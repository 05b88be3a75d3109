package dev.trimtab.place.move;

import dev.trimtab.model.cluster.Node;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.place.plan.NodePlan.PlannedNode;
import dev.trimtab.place.plan.Offer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds nodes that stand for nodes of the plan: of the same type, zone and capacity type. What
/// cannot or should not be drained is kept first, then what holds most of what the plan wants.
final class Keeping {
  private final Standing standing;
  private final Drains drains;
  private final Map<Offer.Key, List<Node>> nodes = new HashMap<>();
  private final Map<Integer, Node> kept = new HashMap<>();

  private Keeping(Standing standing, Drains drains) {
    this.standing = standing;
    this.drains = drains;
    for (var node : standing.nodes()) {
      // one that is not ready is not there
      if (node.ready()) {
        nodes.computeIfAbsent(Target.kind(node), _ -> new ArrayList<>()).add(node);
      }
    }
  }

  /// Finds them.
  ///
  /// @param planned each node of the plan
  /// @return the node that stands for it, by position; absent where it is to be added
  static Map<Integer, Node> of(Standing standing, Drains drains, List<PlannedNode> planned) {
    var keeping = new Keeping(standing, drains);
    var wanted = new HashMap<Offer.Key, List<Integer>>();
    for (int i = 0; i < planned.size(); i++) {
      wanted
          .computeIfAbsent(Target.kind(planned.get(i).offer().key()), _ -> new ArrayList<>())
          .add(i);
    }
    wanted.forEach((kind, positions) -> keeping.match(kind, positions, planned));
    return keeping.kept;
  }

  private record Pair(Node node, int position, int hardness, long overlap) {
    static final Comparator<Pair> BEST =
        Comparator.comparingInt(Pair::hardness)
            .thenComparingLong(Pair::overlap)
            .reversed()
            .thenComparing(pair -> pair.node().name())
            .thenComparingInt(Pair::position);
  }

  private void match(Offer.Key kind, List<Integer> positions, List<PlannedNode> planned) {
    var pairs = new ArrayList<Pair>();
    for (var node : nodes.getOrDefault(kind, List.of())) {
      var pods = standing.movable(node);
      int hardness = drains.hardness(node);
      for (int position : positions) {
        pairs.add(new Pair(node, position, hardness, overlap(pods, planned.get(position).pods())));
      }
    }
    pairs.sort(Pair.BEST);
    Set<String> taken = new HashSet<>();
    for (var pair : pairs) {
      if (!kept.containsKey(pair.position()) && taken.add(pair.node().name())) {
        kept.put(pair.position(), pair.node());
      }
    }
  }

  private static long overlap(Map<WorkloadRef, Integer> pods, Map<WorkloadRef, Integer> wanted) {
    long overlap = 0;
    for (var entry : pods.entrySet()) {
      overlap += Math.min(entry.getValue(), wanted.getOrDefault(entry.getKey(), 0));
    }
    return overlap;
  }

  /// Pods on a node that the plan wants elsewhere.
  static long excess(Map<WorkloadRef, Integer> pods, Map<WorkloadRef, Integer> wanted) {
    long all = pods.values().stream().mapToLong(Integer::longValue).sum();
    return all - overlap(pods, wanted);
  }
}
