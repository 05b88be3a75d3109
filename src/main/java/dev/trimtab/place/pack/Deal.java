package dev.trimtab.place.pack;

import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.place.plan.NodePlan;
import dev.trimtab.place.plan.NodePlan.PlannedNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Deals a packing's pods out to workloads.
///
/// Where a rule counts a workload's own replicas, its class is dealt in turn, zone by zone, pool by
/// pool, node by node: K workloads in turn are on no node twice if it holds at most K of them, and
/// share each pool and zone to within one replica. Other classes are dealt one workload after the
/// other, which keeps each on few nodes.
final class Deal {
  private final Instance instance;
  private final List<Packing.Node> nodes;
  private final List<Map<WorkloadRef, Integer>> contents = new ArrayList<>();

  private Deal(Instance instance, List<Packing.Node> nodes) {
    this.instance = instance;
    this.nodes = nodes;
    nodes.forEach(node -> contents.add(new HashMap<>()));
  }

  /// A plan of which nothing is proven; what has no place is not listed.
  static NodePlan of(Instance instance, List<Packing.Node> nodes) {
    var sorted = nodes.stream().sorted(Comparator.comparingInt(Packing.Node::offer)).toList();
    return new Deal(instance, sorted).plan();
  }

  /// Pods of an item on a node.
  record Slot(int node, int count) {}

  private NodePlan plan() {
    var slots = new ArrayList<List<Slot>>();
    for (int i = 0; i < instance.items(); i++) {
      slots.add(new ArrayList<>());
    }
    for (int at = 0; at < nodes.size(); at++) {
      var filling = nodes.get(at).filling();
      for (int k = 0; k < filling.items.length; k++) {
        slots.get(filling.items[k]).add(new Slot(at, filling.counts[k]));
      }
    }
    for (var of : instance.classes()) {
      if (of.mixed()) {
        new MixedDeal(instance, of, contents, nodes).deal(slots);
      } else {
        deal(of, slots);
      }
    }
    var planned = new ArrayList<PlannedNode>();
    for (int at = 0; at < nodes.size(); at++) {
      planned.add(
          new PlannedNode(instance.offers().get(nodes.get(at).offer()), 1, contents.get(at)));
    }
    return new NodePlan(planned, List.of(), 0, 0, 0);
  }

  private void deal(PodClass of, List<List<Slot>> slots) {
    boolean counts = of.counts();
    int turn = 0;
    int given = 0;
    for (int item : of.items()) {
      for (var slot : slots.get(item)) {
        for (int pod = 0; pod < slot.count(); pod++) {
          var demand = of.demands().get(turn);
          contents.get(slot.node()).merge(demand.workload(), 1, Integer::sum);
          given++;
          if (counts) {
            turn = (turn + 1) % of.workloads();
          } else if (given == demand.replicas()) {
            turn++;
            given = 0;
          }
        }
      }
    }
  }
}
