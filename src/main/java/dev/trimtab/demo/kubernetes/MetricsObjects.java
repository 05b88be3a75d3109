package dev.trimtab.demo.kubernetes;

import dev.trimtab.demo.seed.Period;
import dev.trimtab.demo.world.ClusterWorld;
import dev.trimtab.demo.world.ContainerSpec;
import dev.trimtab.demo.world.DemoNode;
import dev.trimtab.demo.world.PodLife;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// What metrics-server would say of the last five minutes.
final class MetricsObjects {
  private final ClusterWorld cluster;
  private final long last;

  MetricsObjects(ClusterWorld cluster) {
    this.cluster = cluster;
    this.last = cluster.period().now() - 1;
  }

  Stream<ObjectNode> pods() {
    return running().map(this::pod);
  }

  Stream<ObjectNode> nodes() {
    return cluster.nodes().stream().map(this::node);
  }

  private Stream<PodLife> running() {
    return cluster.pods().stream()
        .filter(pod -> pod.running() && cluster.nodeOf(pod).isPresent() && pod.from() <= last);
  }

  private ObjectNode pod(PodLife pod) {
    var object = Objects.named(pod.namespace(), pod.name(), cluster.period().asOf());
    stamp(object);
    var containers = object.putArray("containers");
    for (var container : pod.workload().containers()) {
      if (container.longRunning()) {
        var target = containers.addObject().put("name", container.name());
        var load = cluster.load(pod, container);
        usage(target, load.cpuAverage(last), load.memoryAverage(last));
      }
    }
    return object;
  }

  private ObjectNode node(DemoNode node) {
    long cpu = 0;
    long memory = 0;
    for (var pod :
        running().filter(pod -> node.equals(cluster.nodeOf(pod).orElse(null))).toList()) {
      for (var container : pod.workload().containers()) {
        if (container.role() != ContainerSpec.Role.INIT) {
          var load = cluster.load(pod, container);
          cpu += load.cpuAverage(last);
          memory += load.memoryAverage(last);
        }
      }
    }
    var object = Objects.named(node.name(), cluster.period().asOf());
    stamp(object);
    usage(object, cpu, memory);
    return object;
  }

  private void stamp(ObjectNode object) {
    object.put("timestamp", Period.instant(last + 1).toString()).put("window", "5m0s");
  }

  // metrics-server speaks nanocores and kibibytes
  private static void usage(ObjectNode target, long cpuMillionths, long bytes) {
    var usage = target.putObject("usage");
    usage.put("cpu", cpuMillionths * 1000 + "n").put("memory", bytes / 1024 + "Ki");
  }
}
