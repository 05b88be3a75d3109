package dev.trimtab.place.cluster;

import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.place.board.Board;
import dev.trimtab.place.board.LastResort;
import dev.trimtab.place.plan.Demand;
import dev.trimtab.place.plan.NodePlan;
import dev.trimtab.place.plan.Offer;
import dev.trimtab.place.plan.Offers;
import dev.trimtab.place.plan.PlanProblem;
import dev.trimtab.place.plan.Size;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A plan made for one problem, as a plan of another with the same offers: pods stay where they are
/// as far as they still fit, the rest is placed anew.
final class Carried {
  private final Board board;
  private final Map<WorkloadRef, Integer> demands = new HashMap<>();
  private final Map<Offer.Key, Integer> offers = new HashMap<>();

  private Carried(PlanProblem problem) {
    board = Board.of(problem, new NodePlan(List.of(), List.of(), 0, 0, 0));
    for (int d = 0; d < board.rules().demands().size(); d++) {
      demands.put(board.rules().demand(d).workload(), d);
    }
    var usable = Offers.usable(problem);
    for (int o = 0; o < usable.size(); o++) {
      offers.put(usable.get(o).key(), o);
    }
  }

  static NodePlan over(NodePlan plan, PlanProblem problem) {
    var carried = new Carried(problem);
    for (var node : plan.nodes()) {
      var offer = carried.offers.get(node.offer().key());
      for (int i = 0; offer != null && i < node.count(); i++) {
        carried.node(node, offer);
      }
    }
    return carried.board.plan(LastResort.settle(carried.board));
  }

  private void node(NodePlan.PlannedNode planned, int offer) {
    var node = board.open(offer);
    var room = board.rules().offer(offer).room();
    int slots = board.rules().offer(offer).maxPods();
    for (var pods : planned.pods().entrySet()) {
      var demand = demands.get(pods.getKey());
      if (demand != null) {
        var stated = board.rules().demand(demand);
        int some =
            Math.min(
                Math.min(pods.getValue(), slots),
                Math.min(stated.replicas() - board.placed(demand), fitting(stated, room)));
        if (some > 0) {
          board.place(demand, node, some);
          room = room.minus(stated.pod().times(some));
          slots -= some;
        }
      }
    }
  }

  /// Replicas that room is left for, slots apart.
  static int fitting(Demand demand, Size room) {
    var pod = demand.pod();
    long most = Integer.MAX_VALUE;
    most = pod.cpuMicros() > 0 ? Math.min(most, room.cpuMicros() / pod.cpuMicros()) : most;
    most = pod.memoryBytes() > 0 ? Math.min(most, room.memoryBytes() / pod.memoryBytes()) : most;
    most = pod.gpuMillis() > 0 ? Math.min(most, room.gpuMillis() / pod.gpuMillis()) : most;
    return Math.toIntExact(Math.max(0, most));
  }
}
