package dev.trimtab.collect.kubernetes.map;

import dev.trimtab.collect.kubernetes.map.Seen.Controller;
import dev.trimtab.collect.kubernetes.map.Seen.SeenPod;
import dev.trimtab.model.cluster.PodTemplate;
import dev.trimtab.model.cluster.Workload.Autoscaler;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A workload while its parts come in: the controller itself, a controller that it owns, its pods.
final class WorkloadDraft {
  static final String MANAGED_BY = "trimtab.dev/managed-by";

  /// Live pods speak before finished ones, newer before older, and names settle the rest.
  private static final Comparator<SeenPod> SPOKESMAN =
      Comparator.comparing(SeenPod::live)
          .thenComparing(SeenPod::createdAt)
          .thenComparing(pod -> pod.key().name());

  private final String apiVersion;
  private @Nullable Controller controller;
  private @Nullable SeenPod spokesman;
  private @Nullable Autoscaler autoscaler;
  private int live;
  private Instant firstSeen = Instant.MAX;
  private final TreeSet<String> claims = new TreeSet<>();

  WorkloadDraft(String apiVersion) {
    this.apiVersion = apiVersion;
  }

  /// Adds the controller itself, or the one that it owns.
  void add(Controller part) {
    controller = part;
  }

  void add(SeenPod pod) {
    live += pod.live() ? 1 : 0;
    firstSeen = pod.createdAt().isBefore(firstSeen) ? pod.createdAt() : firstSeen;
    claims.addAll(pod.claims());
    if (spokesman == null || SPOKESMAN.compare(pod, spokesman) > 0) {
      spokesman = pod;
    }
  }

  void add(Autoscaler scaler) {
    autoscaler = autoscaler == null ? scaler : autoscaler;
  }

  String apiVersion() {
    return apiVersion;
  }

  @Nullable Autoscaler autoscaler() {
    return autoscaler;
  }

  int replicas() {
    return controller == null ? live : controller.replicas();
  }

  /// The oldest pod stands in for an owner that was not seen itself.
  Instant createdAt() {
    if (controller != null) {
      return controller.createdAt();
    }
    return firstSeen.equals(Instant.MAX) ? Instant.EPOCH : firstSeen;
  }

  Map<String, String> labels() {
    if (controller != null) {
      return controller.labels();
    }
    return spokesman == null ? Map.of() : spokesman.labels();
  }

  /// The annotations, with the owner that keeps this object where it is not the workload itself.
  Map<String, String> annotations(@Nullable Owner managedBy) {
    var stated =
        controller != null
            ? controller.annotations()
            : spokesman == null ? Map.<String, String>of() : spokesman.annotations();
    if (managedBy == null) {
      return stated;
    }
    var all = new HashMap<>(stated);
    all.put(MANAGED_BY, managedBy.kind() + "/" + managedBy.name());
    return all;
  }

  @Nullable Controller controller() {
    return controller;
  }

  /// The labels that select its pods, as the pods bear them, else as they will.
  Map<String, String> podLabels() {
    if (spokesman != null) {
      return spokesman.labels();
    }
    return controller == null ? Map.of() : controller.podLabels();
  }

  /// The controller's template, else what a pod of it says.
  PodTemplate template() {
    var stated = controller == null ? null : controller.template();
    var template =
        stated != null ? stated : spokesman == null ? Templates.EMPTY : spokesman.template();
    var all = new TreeSet<>(template.claims());
    all.addAll(claims);
    return Templates.withClaims(template, List.copyOf(all));
  }
}
