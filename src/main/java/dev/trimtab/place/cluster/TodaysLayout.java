package dev.trimtab.place.cluster;

import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.place.board.Board;
import dev.trimtab.place.board.LastResort;
import dev.trimtab.place.plan.Demand;
import dev.trimtab.place.plan.NodePlan;
import dev.trimtab.place.plan.Offer;
import dev.trimtab.place.plan.Offers;
import dev.trimtab.place.plan.PlanProblem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Today's nodes with what runs on each, as a plan: pods stay where they are as far as rules and
/// requests allow, the rest goes where there is room on these nodes.
final class TodaysLayout {
  private static final Comparator<Map.Entry<WorkloadRef, Integer>> BY_NAME =
      Comparator.comparing(entry -> entry.getKey().toString());

  private final Board board;
  private final Map<Offer.Key, Integer> offers = new HashMap<>();
  private final Map<WorkloadRef, List<Integer>> parts = new HashMap<>();

  private TodaysLayout(PlanProblem problem) {
    board = Board.of(problem, new NodePlan(List.of(), List.of(), 0, 0, 0));
    var usable = Offers.usable(problem);
    for (int o = 0; o < usable.size(); o++) {
      offers.put(usable.get(o).key(), o);
    }
    for (int d = 0; d < board.rules().demands().size(); d++) {
      parts
          .computeIfAbsent(Parts.whole(board.rules().demand(d).workload()), _ -> new ArrayList<>())
          .add(d);
    }
  }

  /// @param planned of which the demands count
  /// @param pods of each workload on each node, by node
  static Candidate of(
      PlanProblem planned, StandingNodes today, Map<String, Map<WorkloadRef, Integer>> pods) {
    var problem =
        new PlanProblem(
            Parts.joined(planned.demands(), workload -> !onSpot(today, pods).contains(workload)),
            planned.daemons(),
            today.offers());
    var layout = new TodaysLayout(problem);
    today.keys().forEach((node, key) -> layout.node(key, pods.getOrDefault(node, Map.of())));
    return new Candidate(problem, layout.board.plan(LastResort.settle(layout.board)));
  }

  private static Set<WorkloadRef> onSpot(
      StandingNodes today, Map<String, Map<WorkloadRef, Integer>> pods) {
    var workloads = new HashSet<WorkloadRef>();
    today
        .keys()
        .forEach((node, key) -> {
          if (key.capacityType() == CapacityType.SPOT) {
            workloads.addAll(pods.getOrDefault(node, Map.of()).keySet());
          }
        });
    return workloads;
  }

  private void node(Offer.Key key, Map<WorkloadRef, Integer> pods) {
    var offer = offers.get(key);
    if (offer == null) {
      return; // DaemonSets leave no room there
    }
    var node = board.open(offer);
    var stated = board.rules().offer(offer);
    var room = stated.room();
    int slots = stated.maxPods();
    for (var entry : pods.entrySet().stream().sorted(BY_NAME).toList()) {
      int left = entry.getValue();
      for (int part : parts.getOrDefault(entry.getKey(), List.of())) {
        var demand = board.rules().demand(part);
        int some =
            Math.min(
                Math.min(Math.min(left, slots), allowed(demand, stated)),
                Math.min(demand.replicas() - board.placed(part), Carried.fitting(demand, room)));
        if (some > 0) {
          board.place(part, node, some);
          room = room.minus(demand.pod().times(some));
          slots -= some;
          left -= some;
        }
      }
    }
  }

  /// Replicas that rules on where and how they stand allow on a node; spread over zones is looked
  /// at when all stand.
  private static int allowed(Demand demand, Offer offer) {
    if (!demand.wants().allows(offer)) {
      return 0;
    }
    return demand.wants().onePerNode() ? 1 : Integer.MAX_VALUE;
  }
}
