package dev.trimtab.rightsize.rule.cluster;

import static dev.trimtab.rightsize.amount.Measure.CPU;
import static dev.trimtab.rightsize.amount.Measure.MEMORY;

import dev.trimtab.model.cluster.Container;
import dev.trimtab.model.cluster.Node;
import dev.trimtab.model.cluster.Placement;
import dev.trimtab.model.cluster.Workload;
import dev.trimtab.rightsize.amount.Measure;
import dev.trimtab.rightsize.rule.PodRule;
import dev.trimtab.rightsize.rule.PodSizing;
import dev.trimtab.rightsize.rule.Surroundings;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// A pod that asks for more than any node has never starts again: requests grow no further than the
/// largest node that could host the whole pod, beside its DaemonSets.
public record LargestNode() implements PodRule {
  private record Free(Node node, long cpu, long memory) {
    long of(Measure measure) {
      return measure == CPU ? cpu : memory;
    }
  }

  @Override
  public PodSizing apply(PodSizing pod) {
    var workload = pod.workload();
    long cpu = pod.proposed(CPU);
    long memory = pod.proposed(MEMORY);
    if (workload == null || (cpu <= pod.now(CPU) && memory <= pod.now(MEMORY))) {
      return pod;
    }
    var selected = selected(pod, workload);
    var hosts =
        selected.stream()
            .filter(node -> Surroundings.tolerates(workload, node))
            .map(node -> free(pod, node))
            .toList();
    if (hosts.isEmpty()
        || hosts.stream().anyMatch(free -> free.cpu() >= cpu && free.memory() >= memory)) {
      return pod;
    }
    var best =
        hosts.stream()
            .max(
                Comparator.comparingDouble(free ->
                    Math.min(
                        (double) free.cpu() / Math.max(1, cpu),
                        (double) free.memory() / Math.max(1, memory))))
            .orElseThrow();
    var result = pod;
    for (var measure : Measure.values()) {
      result =
          Room.within(
              result,
              measure,
              best.of(measure),
              "the largest node for it, %s, has %s for a pod beside its DaemonSets%s"
                  .formatted(
                      name(best.node()),
                      measure.words(best.of(measure)),
                      tainted(selected.size() - hosts.size())));
    }
    return result;
  }

  private static String tainted(int nodes) {
    return nodes == 0
        ? ""
        : ", and %d %s not for it, by taints that it does not tolerate"
            .formatted(nodes, nodes == 1 ? "node is" : "nodes are");
  }

  /// Taints apart.
  private static List<Node> selected(PodSizing pod, Workload workload) {
    // where its image is known to run
    var archs =
        pod.cluster().placements(pod.ref()).stream()
            .map(Placement::arch)
            .filter(arch -> !arch.isEmpty())
            .collect(Collectors.toSet());
    int gpus = pod.drafts().stream().mapToInt(draft -> draft.subject().current().gpus()).sum();
    return pod.cluster().nodes().stream()
        .filter(node ->
            node.gpus() >= gpus
                && Surroundings.selects(workload, node)
                && (archs.isEmpty() || node.arch().isEmpty() || archs.contains(node.arch())))
        .toList();
  }

  private static Free free(PodSizing pod, Node node) {
    long cpu = node.allocatableCpu().millis();
    long memory = node.allocatableMemory().bytes();
    for (var daemonSet : pod.cluster().daemonSets(node)) {
      if (!daemonSet.ref().equals(pod.ref())) {
        cpu -= requests(daemonSet, CPU);
        memory -= requests(daemonSet, MEMORY);
      }
    }
    return new Free(node, Math.max(0, cpu), Math.max(0, memory));
  }

  private static long requests(Workload workload, Measure measure) {
    return workload.template().containers().stream()
        .filter(container -> container.role() != Container.Role.INIT)
        .mapToLong(container -> measure.request(container.resources()).orElse(0))
        .sum();
  }

  private static String name(Node node) {
    return node.instanceType().isEmpty() ? node.name() : node.instanceType();
  }
}
