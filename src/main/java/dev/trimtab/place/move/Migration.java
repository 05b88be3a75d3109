package dev.trimtab.place.move;

import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.plan.ClusterPlan.MigrationStep;
import java.util.List;

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
  public static Migration of(Standing standing, Target target) {
    var leaving = new Leaving(standing, target);
    var landing = leaving.landing();
    return new Migration(new Steps(standing, leaving.drains(), landing).all(), landing.moves());
  }
}
