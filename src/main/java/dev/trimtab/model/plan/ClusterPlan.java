package dev.trimtab.model.plan;

import dev.trimtab.model.Problem;
import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.units.Money;
import java.time.Instant;
import java.util.List;

/// What a cluster's nodes cost today, what they should be, and what that is worth. Money is per
/// hour unless its name says a month (730 hours).
///
/// @param today price of the nodes that stand
/// @param todayNodes how many stand
/// @param asRequested the plan with today's requests
/// @param asRecommended the plan with recommended requests
/// @param nominalMonthly savings of recommended requests at list prices of requests
/// @param realizableMonthly savings of recommended requests on nodes: `asRequested -
///   asRecommended`, the sum of what is attributed to workloads
/// @param migration from the nodes that stand to `asRecommended`, in order
/// @param constraints what each costs, the dearest first
/// @param problems what could not be counted in
public record ClusterPlan(
    String cluster,
    Instant asOf,
    Money today,
    int todayNodes,
    Layout asRequested,
    Layout asRecommended,
    Money nominalMonthly,
    Money realizableMonthly,
    List<MigrationStep> migration,
    List<ConstraintCost> constraints,
    List<Problem> problems) {
  public ClusterPlan {
    migration = List.copyOf(migration);
    constraints = List.copyOf(constraints);
    problems = List.copyOf(problems);
  }

  /// Whether the plan for today's requests does what today's nodes do: else a difference of their
  /// prices saves nothing that is known.
  public boolean comparable() {
    return asRequested.unplaced().isEmpty()
        && problems.stream().noneMatch(problem -> problem.subject().equals("today"));
  }

  /// The same plan, made as of another instant than that of the inventory it rests on.
  public ClusterPlan at(Instant instant) {
    return new ClusterPlan(
        cluster,
        instant,
        today,
        todayNodes,
        asRequested,
        asRecommended,
        nominalMonthly,
        realizableMonthly,
        migration,
        constraints,
        problems);
  }

  /// A node plan with its proof.
  ///
  /// @param price of all nodes
  /// @param lowerBound no plan that places as much costs less
  /// @param gap `objective / bound - 1` of what was minimised
  public record Layout(
      Money price, Money lowerBound, double gap, List<NodeGroup> nodes, List<Unplaced> unplaced) {
    public Layout {
      nodes = List.copyOf(nodes);
      unplaced = List.copyOf(unplaced);
    }

    public int nodeCount() {
      return nodes.stream().mapToInt(NodeGroup::count).sum();
    }
  }

  /// Nodes with the same contents.
  ///
  /// @param price of one of them
  public record NodeGroup(
      String instanceType,
      String zone,
      CapacityType capacityType,
      String arch,
      Money price,
      int count,
      List<Share> pods) {
    public NodeGroup {
      pods = List.copyOf(pods);
    }
  }

  /// Replicas of a workload on one node.
  public record Share(WorkloadRef workload, int replicas) {}

  /// Replicas that no node can take.
  public record Unplaced(WorkloadRef workload, int replicas, String reason) {}

  /// One thing to do, after all before it.
  ///
  /// @param action `add`, `drain`, `keep`, or `blocked` where a PodDisruptionBudget lets nothing go
  /// @param node that is drained or kept; empty for nodes to add
  /// @param words for a person
  public record MigrationStep(
      String action,
      String node,
      String instanceType,
      String zone,
      CapacityType capacityType,
      int count,
      String words) {}

  /// What a constraint costs: its shadow price.
  ///
  /// @param kind `zone-spread`, `pool-share`, `one-per-node`, `zone-tied`, `not-on-spot`, `arch`
  /// @param monthly what would be saved without it, all else equal; the words say whether that is
  ///   exact, at most, or about. Those of several constraints do not add up
  /// @param words for a person
  public record ConstraintCost(String kind, WorkloadRef workload, Money monthly, String words) {}
}
