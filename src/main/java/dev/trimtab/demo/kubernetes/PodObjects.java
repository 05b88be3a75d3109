package dev.trimtab.demo.kubernetes;

import dev.trimtab.demo.seed.Noise;
import dev.trimtab.demo.seed.Period;
import dev.trimtab.demo.world.ClusterWorld;
import dev.trimtab.demo.world.ContainerSpec;
import dev.trimtab.demo.world.PodLife;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// Pods that the API server still knows: running ones, and the last runs of jobs.
final class PodObjects {
  private static final int KEPT_RUNS = 3;

  private final ClusterWorld cluster;

  PodObjects(ClusterWorld cluster) {
    this.cluster = cluster;
  }

  Stream<ObjectNode> all() {
    return cluster.workloads().stream().flatMap(workload -> known(cluster.pods(workload)));
  }

  /// Of one workload's pods, those that are not yet collected as garbage.
  static List<PodLife> kept(List<PodLife> pods) {
    var running = pods.stream().filter(PodLife::running);
    var finished = pods.stream().filter(pod -> pod.ownerKind().equals("Job") && !pod.running());
    var runs = finished.toList();
    var last = runs.subList(Math.max(0, runs.size() - KEPT_RUNS), runs.size());
    return Stream.concat(running, last.stream()).toList();
  }

  private Stream<ObjectNode> known(List<PodLife> pods) {
    return kept(pods).stream().map(this::pod);
  }

  private ObjectNode pod(PodLife pod) {
    var created = Period.instant(pod.from());
    var object = Objects.named(pod.namespace(), pod.name(), created);
    Objects.labels(object, Templates.labels(pod.workload()));
    Objects.annotations(object, Templates.podAnnotations(pod.workload()));
    if (!pod.ownerKind().isEmpty()) {
      Objects.owner(
          object, Templates.apiVersion(pod.ownerKind()), pod.ownerKind(), pod.ownerName());
    }
    var spec = Templates.podSpec(pod.workload());
    object.set("spec", spec);
    var node = cluster.nodeOf(pod);
    node.ifPresent(found -> spec.put("nodeName", found.name()));
    if (!pod.running()) {
      // the node of a finished run: any that there is
      spec.put("nodeName", cluster.nodes().getFirst().name());
    }
    if (pod.workload().is("pvc")) {
      claim(spec, pod);
    }
    object.set("status", status(pod, created, node.isPresent()));
    return object;
  }

  private static void claim(ObjectNode spec, PodLife pod) {
    var volume = spec.putArray("volumes").addObject();
    volume.put("name", "data");
    volume.putObject("persistentVolumeClaim").put("claimName", StorageObjects.claim(pod));
  }

  private ObjectNode status(PodLife pod, Instant created, boolean placed) {
    var status = Objects.object();
    status.put("phase", pod.running() ? placed ? "Running" : "Pending" : "Succeeded");
    status.put("qosClass", "Burstable");
    Objects.condition(status, "PodScheduled", placed || !pod.running(), created);
    if (placed || !pod.running()) {
      Objects.condition(status, "Ready", pod.running(), created);
      status.put("startTime", created.toString());
      var main = status.putArray("containerStatuses");
      var init = status.putArray("initContainerStatuses");
      for (var container : pod.workload().containers()) {
        boolean first = container.role() == ContainerSpec.Role.INIT || nativeSidecar(container);
        containerStatus((first ? init : main).addObject(), pod, container, created);
      }
    }
    return status;
  }

  private static boolean nativeSidecar(ContainerSpec container) {
    return container.role() == ContainerSpec.Role.NATIVE;
  }

  private void containerStatus(
      ObjectNode status, PodLife pod, ContainerSpec container, Instant created) {
    boolean running = pod.running() && container.longRunning();
    long kills = running ? kills(pod, container) : 0;
    status.put("name", container.name());
    status.put("ready", running);
    status.put("restartCount", kills);
    status.put("image", Templates.image(pod.workload(), container));
    status.put("imageID", "sha256:" + Noise.hex(Noise.of(1, container.name()), 32));
    var state = status.putObject("state");
    if (running) {
      state.putObject("running").put("startedAt", created.toString());
    } else {
      var ended = state.putObject("terminated");
      ended.put("exitCode", 0);
      ended.put("reason", "Completed");
      ended.put("finishedAt", Period.instant(pod.endOf(container)).toString());
    }
    if (kills > 0) {
      var last = status.putObject("lastState").putObject("terminated");
      last.put("exitCode", 137);
      last.put("reason", "OOMKilled");
    }
  }

  private long kills(PodLife pod, ContainerSpec container) {
    var load = cluster.load(pod, container);
    long kills = 0;
    long from = Math.max(pod.from(), cluster.period().first());
    for (long interval = from; interval < cluster.period().now(); interval++) {
      kills += load.oomKills(interval);
    }
    return kills;
  }
}
