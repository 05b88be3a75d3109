package dev.trimtab.place.move;

import static java.util.Comparator.comparing;
import static java.util.Comparator.reverseOrder;

import dev.trimtab.model.cluster.Node;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.plan.ClusterPlan.MigrationStep;
import dev.trimtab.place.plan.NodePlan.PlannedNode;
import dev.trimtab.place.plan.Offer;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// From the nodes that stand to a plan: first what is new, then one node after another.
///
/// @param steps in order
/// @param moves where the pods of drained nodes have room, in the order of the drains
public record Migration(List<MigrationStep> steps, List<Move> moves) {
  public Migration {
    steps = List.copyOf(steps);
    moves = List.copyOf(moves);
  }

  /// Replicas that go from a drained node to another.
  ///
  /// @param to a node that stands, or one that is added, such as `m5.xlarge/us-east-1a/spot #2`
  public record Move(String from, String to, WorkloadRef workload, int replicas) {}

  /// Finds the steps. Requests are taken to be those of the plan already.
  ///
  /// As many nodes stay as can. Where pods that the plan wants elsewhere fill them so that the
  /// drained ones' find no room, the fullest of such pods are replaced as well, twice as many each
  /// time.
  public static Migration of(Standing standing, Target target) {
    var planned = expanded(target);
    var drains = Drains.of(standing);
    var kept = new HashMap<>(Keeping.of(standing, drains, planned));
    for (int some = 1; ; some *= 2) {
      var drained = drained(standing, target, drains, kept);
      var landing = new Landing(standing, target, planned, kept);
      landing.drain(drained);
      var loose =
          landing.withoutRoom().isEmpty()
              ? List.<Integer>of()
              : replaceable(standing, drains, planned, kept);
      if (loose.isEmpty()) {
        return new Migration(new Steps(standing, drains, landing, drained).all(), landing.moves());
      }
      kept.keySet().removeAll(loose.subList(0, Math.min(some, loose.size())));
    }
  }

  private static List<PlannedNode> expanded(Target target) {
    var planned = new ArrayList<PlannedNode>();
    target.plan().nodes().forEach(node -> planned.addAll(Collections.nCopies(node.count(), node)));
    return planned;
  }

  /// Nodes to drain, those first that save most for each pod that moves.
  private static List<Node> drained(
      Standing standing, Target target, Drains drains, Map<Integer, Node> kept) {
    var names = new HashSet<String>();
    kept.values().forEach(node -> names.add(node.name()));
    var prices = target.prices();
    return standing.nodes().stream()
        .filter(node -> !names.contains(node.name()) && !drains.blocked(node))
        .sorted(
            comparing((Node node) -> worth(standing, prices, node))
                .reversed()
                .thenComparing(Node::name))
        .toList();
  }

  private static BigDecimal worth(Standing standing, Map<Offer.Key, BigDecimal> prices, Node node) {
    int pods = standing.movable(node).values().stream().mapToInt(Integer::intValue).sum();
    return prices
        .getOrDefault(Target.kind(node), BigDecimal.ZERO)
        .divide(BigDecimal.valueOf(Math.max(1, pods)), MathContext.DECIMAL64);
  }

  /// Nodes that stay and hold what the plan wants elsewhere, those with most of it first; what
  /// cannot be drained comes last, since it then stands beside the plan. A node of which no second
  /// can be had is not replaced.
  private static List<Integer> replaceable(
      Standing standing, Drains drains, List<PlannedNode> planned, Map<Integer, Node> kept) {
    var excess = new TreeMap<Integer, Long>();
    kept.forEach((position, node) -> {
      long pods = Keeping.excess(standing.movable(node), planned.get(position).pods());
      if (pods > 0 && planned.get(position).offer().available() == Integer.MAX_VALUE) {
        excess.put(position, pods);
      }
    });
    // a stable sort: equals stay in order of position
    return excess.entrySet().stream()
        .sorted(
            comparing((Map.Entry<Integer, Long> e) -> blocked(drains, kept.get(e.getKey())))
                .thenComparing(Map.Entry::getValue, reverseOrder()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static boolean blocked(Drains drains, @Nullable Node node) {
    return node != null && drains.blocked(node);
  }
}
