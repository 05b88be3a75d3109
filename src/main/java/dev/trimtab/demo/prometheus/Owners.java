package dev.trimtab.demo.prometheus;

import dev.trimtab.demo.world.ClusterWorld;
import dev.trimtab.demo.world.PodLife;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/// Who owned what, as kube-state-metrics tells it, for what is gone as well.
final class Owners {
  private final ClusterWorld cluster;

  Owners(ClusterWorld cluster) {
    this.cluster = cluster;
  }

  Stream<Series> pods() {
    return cluster.pods().stream()
        .map(pod -> series(pod, "pod", pod.name(), pod.ownerKind(), pod.ownerName()));
  }

  Stream<Series> replicaSets() {
    return cluster.pods().stream()
        .filter(pod -> pod.ownerKind().equals("ReplicaSet"))
        .map(pod -> up(pod, "replicaset"))
        .collect(
            java.util.stream.Collectors.toMap(
                Series::labels, series -> series, Owners::longest, LinkedHashMap::new))
        .values()
        .stream();
  }

  Stream<Series> jobs() {
    return cluster.pods().stream()
        .filter(pod -> pod.ownerKind().equals("Job"))
        .map(pod -> up(pod, "job_name"));
  }

  // the owner of a pod's owner; a Job by itself has none
  private static Series up(PodLife pod, String label) {
    boolean alone = pod.workload().kindIs("Job");
    return series(
        pod,
        label,
        pod.ownerName(),
        alone ? "" : pod.workload().kind(),
        alone ? "" : pod.workload().name());
  }

  private static Series series(
      PodLife pod, String label, String name, String ownerKind, String ownerName) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("namespace", pod.namespace());
    labels.put(label, name);
    labels.put("owner_kind", ownerKind.isEmpty() ? "<none>" : ownerKind);
    labels.put("owner_name", ownerName.isEmpty() || ownerKind.isEmpty() ? "<none>" : ownerName);
    return Series.constant(labels, pod.from(), pod.to(), 1);
  }

  private static Series longest(Series one, Series other) {
    return Series.constant(
        one.labels(), Math.min(one.from(), other.from()), Math.max(one.to(), other.to()), 1);
  }
}
