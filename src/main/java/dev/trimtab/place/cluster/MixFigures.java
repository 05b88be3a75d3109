package dev.trimtab.place.cluster;

import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.place.plan.Demand;
import dev.trimtab.place.plan.NodePlan;
import dev.trimtab.place.plan.Offer;
import dev.trimtab.place.plan.Offers;
import dev.trimtab.place.plan.PlanProblem;
import dev.trimtab.place.plan.Size;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Why nodes do not shrink as requests do: what of the planned nodes is for what.
///
/// @param cpuFall share by which all requests of CPU fall, 0..1; negative where they rise
/// @param memoryFall the same of memory
/// @param daemonCpu share of the plan's CPU for pods that DaemonSets take
/// @param daemonMemory the same of memory
/// @param freeCpu share that nobody asks for
/// @param freeMemory the same of memory
/// @param spread workloads that have to be spread over zones
/// @param zones that the plan's nodes are in
public record MixFigures(
    double cpuFall,
    double memoryFall,
    double daemonCpu,
    double daemonMemory,
    double freeCpu,
    double freeMemory,
    int spread,
    int zones) {
  static MixFigures of(PlanProblem requested, Candidate recommended) {
    var before = sum(requested.demands());
    var after = sum(recommended.problem().demands());
    var whole = new HashMap<Offer.Key, Offer>();
    recommended.problem().offers().forEach(offer -> whole.put(offer.key(), offer));
    var left = new HashMap<Offer.Key, Offer>();
    Offers.usable(recommended.problem()).forEach(offer -> left.put(offer.key(), offer));
    var all = rooms(recommended.plan(), whole);
    var forPods = rooms(recommended.plan(), left);
    var free = forPods.minus(placed(recommended));
    return new MixFigures(
        fall(before.cpuMicros(), after.cpuMicros()),
        fall(before.memoryBytes(), after.memoryBytes()),
        share(all.cpuMicros() - forPods.cpuMicros(), all.cpuMicros()),
        share(all.memoryBytes() - forPods.memoryBytes(), all.memoryBytes()),
        share(free.cpuMicros(), all.cpuMicros()),
        share(free.memoryBytes(), all.memoryBytes()),
        spread(recommended.problem().demands()),
        (int) recommended.plan().nodes().stream().map(n -> n.offer().zone()).distinct().count());
  }

  private static int spread(List<Demand> demands) {
    return (int)
        demands.stream()
            .filter(demand -> demand.wants().spreads())
            .map(demand -> Parts.whole(demand.workload()))
            .distinct()
            .count();
  }

  private static Size sum(List<Demand> demands) {
    return demands.stream()
        .map(demand -> demand.pod().times(demand.replicas()))
        .reduce(Size.ZERO, Size::plus);
  }

  private static Size rooms(NodePlan plan, Map<Offer.Key, Offer> offers) {
    var sum = Size.ZERO;
    for (var node : plan.nodes()) {
      var offer = offers.get(node.offer().key());
      sum = offer == null ? sum : sum.plus(offer.room().times(node.count()));
    }
    return sum;
  }

  private static Size placed(Candidate candidate) {
    var pods = new HashMap<WorkloadRef, Size>();
    candidate.problem().demands().forEach(demand -> pods.put(demand.workload(), demand.pod()));
    var sum = Size.ZERO;
    for (var node : candidate.plan().nodes()) {
      for (var held : node.pods().entrySet()) {
        var pod = pods.getOrDefault(held.getKey(), Size.ZERO);
        sum = sum.plus(pod.times((long) held.getValue() * node.count()));
      }
    }
    return sum;
  }

  private static double fall(long before, long after) {
    return before == 0 ? 0 : 1 - (double) after / before;
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
