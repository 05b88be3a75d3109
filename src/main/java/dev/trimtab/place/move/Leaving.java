package dev.trimtab.place.move;

import static java.util.Comparator.comparing;
import static java.util.Comparator.reverseOrder;

import dev.trimtab.model.cluster.Node;
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
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// Decides which nodes leave, and in which order.
///
/// As many stay as can. Pods that the plan wants elsewhere may fill them so that the drained ones'
/// find no room: then as few of them as will do, those with most of such pods, are replaced by
/// fresh ones.
final class Leaving {
  private final Standing standing;
  private final Target target;
  private final Drains drains;
  private final List<PlannedNode> planned = new ArrayList<>();
  private final Map<Integer, Node> kept;
  private final List<Integer> replaceable;
  private final Map<Offer.Key, BigDecimal> prices;

  Leaving(Standing standing, Target target) {
    this.standing = standing;
    this.target = target;
    drains = Drains.of(standing);
    prices = target.prices();
    target.plan().nodes().forEach(node -> planned.addAll(Collections.nCopies(node.count(), node)));
    kept = Keeping.of(standing, drains, planned);
    replaceable = replaceable();
  }

  Drains drains() {
    return drains;
  }

  /// Where the pods of those that leave go.
  Landing landing() {
    return landing(fewest(replaceable.size(), some -> landing(some, true).isComplete()), false);
  }

  /// @param untilFirst whether to stop at the first pod that finds no room
  private Landing landing(int replaced, boolean untilFirst) {
    var staying = new HashMap<>(kept);
    staying.keySet().removeAll(replaceable.subList(0, replaced));
    var landing = new Landing(standing, target, planned, staying);
    landing.drain(drained(staying), untilFirst);
    return landing;
  }

  /// The least number that does where a greater one does as well; the most where none does.
  private static int fewest(int most, IntPredicate does) {
    int fails = -1;
    int some = 0;
    while (some < most && !does.test(some)) {
      fails = some;
      some = Math.min(most, Math.max(1, some * 2));
    }
    while (some - fails > 1) {
      int between = (fails + some) / 2;
      if (does.test(between)) {
        some = between;
      } else {
        fails = between;
      }
    }
    return some;
  }

  /// Nodes to drain, those first that save most for each pod that moves.
  private List<Node> drained(Map<Integer, Node> staying) {
    var names = new HashSet<String>();
    staying.values().forEach(node -> names.add(node.name()));
    return standing.nodes().stream()
        .filter(node -> !names.contains(node.name()) && !drains.blocked(node))
        .sorted(comparing(this::worth).reversed().thenComparing(Node::name))
        .toList();
  }

  private BigDecimal worth(Node node) {
    int pods = standing.movable(node).values().stream().mapToInt(Integer::intValue).sum();
    return prices
        .getOrDefault(Target.kind(node), BigDecimal.ZERO)
        .divide(BigDecimal.valueOf(Math.max(1, pods)), MathContext.DECIMAL64);
  }

  /// Positions of nodes that stay and hold what the plan wants elsewhere, those with most of it
  /// first; what cannot be drained comes last, since it then stands beside the plan. A node of
  /// which no second can be had is not replaced.
  private List<Integer> replaceable() {
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
            comparing((Map.Entry<Integer, Long> e) -> blocked(kept.get(e.getKey())))
                .thenComparing(Map.Entry::getValue, reverseOrder()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private boolean blocked(@Nullable Node node) {
    return node != null && drains.blocked(node);
  }
}
