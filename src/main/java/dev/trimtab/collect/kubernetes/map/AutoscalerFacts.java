package dev.trimtab.collect.kubernetes.map;

import static java.util.Objects.requireNonNullElse;

import dev.trimtab.collect.kubernetes.map.Seen.SeenAutoscaler;
import dev.trimtab.model.cluster.Workload.Autoscaler;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.autoscaling.v2.ContainerResourceMetricSource;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpec;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricTarget;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads HorizontalPodAutoscalers of both versions in use.
///
/// Only a target in percent of the request counts as watching a resource: another request moves
/// what such a target means, and an absolute one stays as it is.
final class AutoscalerFacts {
  private static final String KIND = "HorizontalPodAutoscaler";

  /// Without any metric Kubernetes scales on this share of the CPU request.
  private static final Integer DEFAULT_CPU_PERCENT = 80;

  private AutoscalerFacts() {}

  static Optional<Seen> read(HorizontalPodAutoscaler object, Reading reading) {
    var spec = object.getSpec();
    if (spec == null || spec.getScaleTargetRef() == null) {
      return Optional.empty();
    }
    var metrics = spec.getMetrics();
    return Optional.of(
        seen(
            object.getMetadata(),
            spec.getScaleTargetRef().getKind(),
            spec.getScaleTargetRef().getName(),
            autoscaler(
                object.getMetadata(),
                spec.getMinReplicas(),
                spec.getMaxReplicas(),
                metrics.isEmpty() ? DEFAULT_CPU_PERCENT : percent(metrics, "cpu"),
                percent(metrics, "memory"),
                container(metrics, "cpu"),
                container(metrics, "memory")),
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
                object.getMetadata(),
                spec.getMinReplicas(),
                spec.getMaxReplicas(),
                requireNonNullElse(spec.getTargetCPUUtilizationPercentage(), DEFAULT_CPU_PERCENT),
                null,
                null,
                null),
            reading));
  }

  private static @Nullable Integer percent(List<MetricSpec> metrics, String resource) {
    return utilization(metrics, resource)
        .map(metric -> target(metric, resource))
        .map(MetricTarget::getAverageUtilization)
        .orElse(null);
  }

  /// Null where the share is of the whole pod.
  private static @Nullable String container(List<MetricSpec> metrics, String resource) {
    return utilization(metrics, resource)
        .map(MetricSpec::getContainerResource)
        .map(ContainerResourceMetricSource::getContainer)
        .orElse(null);
  }

  /// The first metric that is a share of this resource's request.
  private static Optional<MetricSpec> utilization(List<MetricSpec> metrics, String resource) {
    return metrics.stream()
        .filter(metric -> {
          var target = target(metric, resource);
          return target != null && target.getAverageUtilization() != null;
        })
        .findFirst();
  }

  private static @Nullable MetricTarget target(MetricSpec metric, String resource) {
    if (metric.getResource() != null && resource.equals(metric.getResource().getName())) {
      return metric.getResource().getTarget();
    }
    var container = metric.getContainerResource();
    return container != null && resource.equals(container.getName()) ? container.getTarget() : null;
  }

  private static Autoscaler autoscaler(
      ObjectMeta meta,
      @Nullable Integer min,
      @Nullable Integer max,
      @Nullable Integer cpuPercent,
      @Nullable Integer memoryPercent,
      @Nullable String cpuContainer,
      @Nullable String memoryContainer) {
    var least = requireNonNullElse(min, 1);
    return new Autoscaler(
        KIND,
        meta.getName(),
        least,
        requireNonNullElse(max, least),
        cpuPercent,
        memoryPercent,
        cpuContainer,
        memoryContainer);
  }

  private static Seen seen(
      ObjectMeta meta, String kind, String name, Autoscaler autoscaler, Reading reading) {
    var namespace = reading.text(PodFacts.namespace(meta.getNamespace()));
    return new SeenAutoscaler(
        new ObjectKey(KIND, namespace, meta.getName()),
        new ObjectKey(reading.text(kind), namespace, reading.text(name)),
        autoscaler);
  }
}
