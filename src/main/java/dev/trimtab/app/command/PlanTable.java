package dev.trimtab.app.command;

import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.place.plan.NodePlan;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A plan in a few lines.
final class PlanTable {
  private static final int MOST_TYPES = 20;
  private static final int MOST_UNPLACED = 20;

  private PlanTable() {}

  private record Bought(int nodes, int pods, BigDecimal price) {
    Bought plus(Bought other) {
      return new Bought(nodes + other.nodes, pods + other.pods, price.add(other.price));
    }
  }

  static Table nodes(NodePlan plan) {
    Map<List<String>, Bought> byType = new LinkedHashMap<>();
    for (var node : plan.nodes()) {
      int pods = node.pods().values().stream().mapToInt(Integer::intValue).sum();
      byType.merge(
          List.of(node.offer().instanceType(), node.offer().capacityType().label()),
          new Bought(
              node.count(),
              pods * node.count(),
              node.offer().price().multiply(BigDecimal.valueOf(node.count()))),
          Bought::plus);
    }
    var rows = new ArrayList<List<String>>();
    byType.entrySet().stream()
        .sorted(Map.Entry.comparingByValue((a, b) -> b.price().compareTo(a.price())))
        .limit(MOST_TYPES)
        .forEach(e -> rows.add(row(e.getKey(), e.getValue())));
    if (byType.size() > MOST_TYPES) {
      rows.add(List.of("and " + (byType.size() - MOST_TYPES) + " more", "", "", "", ""));
    }
    return new Table(List.of("instance type", "capacity", "nodes", "pods", "price an hour"), rows);
  }

  private static List<String> row(List<String> type, Bought bought) {
    return List.of(
        type.getFirst(),
        type.getLast(),
        "%,d".formatted(bought.nodes()),
        "%,d".formatted(bought.pods()),
        "%,.4f".formatted(bought.price()));
  }

  static Table unplaced(NodePlan plan) {
    var rows = new ArrayList<List<String>>();
    for (var each : plan.unplaced().subList(0, Math.min(MOST_UNPLACED, plan.unplaced().size()))) {
      rows.add(List.of(name(each.workload()), String.valueOf(each.replicas()), each.reason()));
    }
    if (plan.unplaced().size() > MOST_UNPLACED) {
      rows.add(List.of("and " + (plan.unplaced().size() - MOST_UNPLACED) + " more", "", ""));
    }
    return new Table(List.of("no place for", "replicas", "because"), rows);
  }

  private static String name(WorkloadRef workload) {
    return workload.namespace() + "/" + workload.name();
  }

  static String summary(NodePlan plan) {
    int without = plan.unplaced().stream().mapToInt(NodePlan.Unplaced::replicas).sum();
    var price = "%,d nodes for %,.4f an hour".formatted(plan.nodeCount(), plan.price());
    var bound =
        Double.isFinite(plan.gap())
            ? "; no plan costs less than %,.4f, gap %.2f%%"
                .formatted(plan.lowerBound(), 100 * plan.gap())
            : "; how far that is from the cheapest is not proven";
    return price
        + bound
        + (without == 0 ? "" : "; %,d replicas without a place".formatted(without));
  }
}
