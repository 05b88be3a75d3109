package dev.trimtab.collect.kubernetes.map;

import dev.trimtab.collect.kubernetes.map.Seen.SeenAutoscaler;
import dev.trimtab.model.cluster.Workload.Autoscaler;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads KEDA's ScaledObjects, each of which keeps an HorizontalPodAutoscaler of its own.
///
/// The fields are those of KEDA's documentation, "ScaledObject specification" and the CPU and
/// memory scalers.
final class ScaledObjectFacts {
  static final String KIND = "ScaledObject";

  private static final int LEAST = 0;
  private static final int MOST = 100;

  private ScaledObjectFacts() {}

  static boolean isOne(GenericKubernetesResource object) {
    return KIND.equals(object.getKind())
        && String.valueOf(object.getApiVersion()).startsWith("keda.sh/");
  }

  static Optional<Seen> read(GenericKubernetesResource object, Reading reading) {
    if (!(object.<Object>get("spec", "scaleTargetRef", "name") instanceof String target)) {
      return Optional.empty();
    }
    var meta = object.getMetadata();
    var kind = object.<Object>get("spec", "scaleTargetRef", "kind");
    var namespace = reading.text(PodFacts.namespace(meta.getNamespace()));
    return Optional.of(
        new SeenAutoscaler(
            new ObjectKey(KIND, namespace, meta.getName()),
            new ObjectKey(
                reading.text(kind instanceof String stated ? stated : "Deployment"),
                namespace,
                reading.text(target)),
            new Autoscaler(
                KIND,
                meta.getName(),
                count(object, "minReplicaCount", LEAST),
                count(object, "maxReplicaCount", MOST),
                percent(object, "cpu", reading),
                percent(object, "memory", reading))));
  }

  private static int count(GenericKubernetesResource object, String field, int otherwise) {
    return object.<Object>get("spec", field) instanceof Number count ? count.intValue() : otherwise;
  }

  /// The target in percent of the request; null where there is none, or an absolute one.
  private static @Nullable Integer percent(
      GenericKubernetesResource object, String resource, Reading reading) {
    if (object.<Object>get("spec", "triggers") instanceof List<?> triggers) {
      for (var each : triggers) {
        if (each instanceof Map<?, ?> trigger
            && resource.equals(trigger.get("type"))
            && trigger.get("metadata") instanceof Map<?, ?> metadata
            && isUtilization(trigger, metadata)) {
          return number(metadata.get("value"), object, reading);
        }
      }
    }
    return null;
  }

  /// Up to KEDA 2.17 the type of the metric could stand in the trigger's metadata.
  private static boolean isUtilization(Map<?, ?> trigger, Map<?, ?> metadata) {
    var type = trigger.get("metricType") == null ? metadata.get("type") : trigger.get("metricType");
    return "Utilization".equals(type);
  }

  private static @Nullable Integer number(
      @Nullable Object value, GenericKubernetesResource object, Reading reading) {
    try {
      return Integer.valueOf(String.valueOf(value).strip());
    } catch (NumberFormatException _) {
      reading.problem(
          Reading.subject(object.getMetadata()),
          "bad-trigger",
          "a trigger of this ScaledObject has the value %s, which is no whole percentage; it counts as not watching"
              .formatted(value));
      return null;
    }
  }
}
