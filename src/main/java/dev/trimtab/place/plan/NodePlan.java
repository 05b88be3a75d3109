package dev.trimtab.place.plan;

import dev.trimtab.model.cluster.WorkloadRef;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/// Nodes and what runs on each.
///
/// @param objective per hour: the price, and the expected cost of interruptions where risk counts
/// @param lowerBound on the price per hour: proven, no plan that places as much costs less
/// @param objectiveBound the same of the objective
public record NodePlan(
    List<PlannedNode> nodes,
    List<Unplaced> unplaced,
    double objective,
    double lowerBound,
    double objectiveBound) {
  public NodePlan {
    nodes = List.copyOf(nodes);
    unplaced = List.copyOf(unplaced);
  }

  /// Nodes with the same contents.
  ///
  /// @param pods replicas on each of them, by workload; DaemonSets not listed
  public record PlannedNode(Offer offer, int count, Map<WorkloadRef, Integer> pods) {
    public PlannedNode {
      pods = Map.copyOf(pods);
    }
  }

  /// Replicas that no node can take.
  ///
  /// @param reason in words
  public record Unplaced(WorkloadRef workload, int replicas, String reason) {}

  /// Per hour.
  public BigDecimal price() {
    return nodes.stream()
        .map(node -> node.offer().price().multiply(BigDecimal.valueOf(node.count())))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  public int nodeCount() {
    return nodes.stream().mapToInt(PlannedNode::count).sum();
  }

  /// How far the objective is above the bound, as a share of it; 0 where both are nothing, and
  /// infinite where only the bound is.
  public double gap() {
    return objectiveBound > 0
        ? objective / objectiveBound - 1
        : objective > 0 ? Double.POSITIVE_INFINITY : 0;
  }
}
