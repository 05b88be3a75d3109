package dev.trimtab.demo.world;

import dev.trimtab.demo.market.SpotMarket.Zone;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Puts running pods on nodes, the emptiest that may have them first, as the default scheduler
/// tends to.
final class Placement {
  private final List<DemoNode> nodes;
  private final Map<DemoNode, Free> free = new HashMap<>();
  private final Map<PodLife, DemoNode> placed = new HashMap<>();

  private record Free(long cpu, long memory, int gpus, int pods) {
    boolean fits(WorkloadSpec workload) {
      return pods > 0
          && cpu >= workload.cpuRequest()
          && memory >= workload.memoryRequest()
          && gpus >= workload.gpus();
    }

    Free less(WorkloadSpec workload) {
      return new Free(
          cpu - workload.cpuRequest(),
          memory - workload.memoryRequest(),
          gpus - workload.gpus(),
          pods - 1);
    }
  }

  Placement(List<DemoNode> nodes) {
    this.nodes = nodes;
    nodes.forEach(node ->
        free.put(
            node, new Free(node.cpu(), node.memory(), node.type().gpus(), node.type().maxPods())));
  }

  /// Where each pod runs; a pod that fits nowhere is absent, which is to say pending.
  Map<PodLife, DemoNode> place(List<PodLife> running) {
    var daemons = running.stream().filter(pod -> pod.workload().kindIs("DaemonSet")).toList();
    daemons.forEach(pod -> put(pod, nodes.get(pod.slot())));
    running.stream()
        .filter(pod -> !pod.workload().kindIs("DaemonSet"))
        .sorted(
            Comparator.comparing((PodLife pod) -> !pod.workload().is("zone"))
                .thenComparingLong(pod -> -pod.workload().cpuRequest())
                .thenComparing(PodLife::name))
        .forEach(pod -> best(pod).ifPresent(node -> put(pod, node)));
    return Map.copyOf(placed);
  }

  private Optional<DemoNode> best(PodLife pod) {
    var workload = pod.workload();
    return nodes.stream()
        .filter(node -> !node.spot() || workload.is("spot"))
        .filter(node -> node.type().gpus() == 0 || workload.gpus() > 0)
        .filter(node -> node.type().arch().equals("amd64") || workload.is("arm"))
        .filter(node -> !workload.is("zone") || node.zone() == Zone.inTurn(pod.slot()))
        .filter(node -> free(node).fits(workload))
        .max(
            Comparator.comparing((DemoNode node) -> node.spot() == workload.is("spot"))
                .thenComparingDouble(node -> (double) free(node).cpu() / node.cpu())
                .thenComparing(DemoNode::name));
  }

  private Free free(DemoNode node) {
    return java.util.Objects.requireNonNull(free.get(node));
  }

  private void put(PodLife pod, DemoNode node) {
    free.put(node, free(node).less(pod.workload()));
    placed.put(pod, node);
  }
}
