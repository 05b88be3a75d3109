package dev.trimtab.collect.kubernetes.map;

import static java.util.Objects.requireNonNullElse;

import dev.trimtab.collect.kubernetes.map.Seen.SeenAutoscaler;
import dev.trimtab.model.cluster.Workload.Autoscaler;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpec;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricTarget;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads HorizontalPodAutoscalers of both versions in use.
///
/// Only a target in percent of the request counts as watching a resource: another request moves
/// what such a target means, and an absolute one stays as it is.
final class AutoscalerFacts {
  private AutoscalerFacts() {}

  static Optional<Seen> read(HorizontalPodAutoscaler object, Reading reading) {
    var spec = object.getSpec();
    if (spec == null || spec.getScaleTargetRef() == null) {
      return Optional.empty();
    }
    var metrics = spec.getMetrics();
    // without any metric Kubernetes falls back on 80% of the CPU request
    var onCpu = metrics.isEmpty() || metrics.stream().anyMatch(m -> watches(m, "cpu"));
    var onMemory = metrics.stream().anyMatch(m -> watches(m, "memory"));
    return Optional.of(
        seen(
            object.getMetadata(),
            spec.getScaleTargetRef().getKind(),
            spec.getScaleTargetRef().getName(),
            autoscaler(
                object.getMetadata(),
                spec.getMinReplicas(),
                spec.getMaxReplicas(),
                onCpu,
                onMemory),
            reading));
  }

  static Optional<Seen> read(
      io.fabric8.kubernetes.api.model.autoscaling.v1.HorizontalPodAutoscaler object,
      Reading reading) {
    var spec = object.getSpec();
    if (spec == null || spec.getScaleTargetRef() == null) {
      return Optional.empty();
    }
    return Optional.of(
        seen(
            object.getMetadata(),
            spec.getScaleTargetRef().getKind(),
            spec.getScaleTargetRef().getName(),
            autoscaler(
                object.getMetadata(), spec.getMinReplicas(), spec.getMaxReplicas(), true, false),
            reading));
  }

  private static boolean watches(MetricSpec metric, String resource) {
    if (metric.getResource() != null && resource.equals(metric.getResource().getName())) {
      return inPercent(metric.getResource().getTarget());
    }
    var container = metric.getContainerResource();
    return container != null
        && resource.equals(container.getName())
        && inPercent(container.getTarget());
  }

  private static boolean inPercent(@Nullable MetricTarget target) {
    return target != null && target.getAverageUtilization() != null;
  }

  private static Autoscaler autoscaler(
      ObjectMeta meta,
      @Nullable Integer min,
      @Nullable Integer max,
      boolean onCpu,
      boolean onMemory) {
    var least = requireNonNullElse(min, 1);
    return new Autoscaler(meta.getName(), least, requireNonNullElse(max, least), onCpu, onMemory);
  }

  private static Seen seen(
      ObjectMeta meta, String kind, String name, Autoscaler autoscaler, Reading reading) {
    var namespace = reading.text(PodFacts.namespace(meta.getNamespace()));
    return new SeenAutoscaler(
        new ObjectKey("HorizontalPodAutoscaler", namespace, meta.getName()),
        new ObjectKey(reading.text(kind), namespace, reading.text(name)),
        autoscaler);
  }
}
