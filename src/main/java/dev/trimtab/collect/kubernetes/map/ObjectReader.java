package dev.trimtab.collect.kubernetes.map;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PartialObjectMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ReplicationController;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClass;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Turns one Kubernetes object into the little that we keep of it.
public final class ObjectReader {
  /// Custom kinds that make pods from `spec.replicas` and `spec.template` themselves.
  private static final Set<String> TEMPLATED = Set.of("Rollout", "DeploymentConfig");

  private final Reading reading;
  private final KubernetesSerialization serialization;

  public ObjectReader(Reading reading, KubernetesSerialization serialization) {
    this.reading = reading;
    this.serialization = serialization;
  }

  /// What is kept of the object; empty for kinds that tell us nothing. Bad parts become problems of
  /// the reading.
  public Optional<Seen> read(HasMetadata object) {
    if (object.getMetadata() == null || object.getMetadata().getName() == null) {
      reading.problem(
          String.valueOf(object.getKind()), "no-name", "an object without metadata.name; left out");
      return Optional.empty();
    }
    return switch (object) {
      case Pod pod -> Optional.of(PodFacts.read(pod, reading));
      case Node node -> Optional.of(NodeFacts.read(node, reading));
      case Namespace namespace -> Optional.of(PolicyFacts.read(namespace, reading));
      case Deployment deployment -> Optional.of(ControllerFacts.read(deployment, reading));
      case StatefulSet set -> Optional.of(ControllerFacts.read(set, reading));
      case DaemonSet set -> Optional.of(ControllerFacts.read(set, reading));
      case ReplicaSet set -> Optional.of(ControllerFacts.read(set, reading));
      case ReplicationController rc -> Optional.of(ControllerFacts.read(rc, reading));
      case Job job -> Optional.of(ControllerFacts.read(job, reading));
      case CronJob job -> Optional.of(ControllerFacts.read(job, reading));
      case HorizontalPodAutoscaler hpa -> AutoscalerFacts.read(hpa, reading);
      case io.fabric8.kubernetes.api.model.autoscaling.v1.HorizontalPodAutoscaler hpa ->
          AutoscalerFacts.read(hpa, reading);
      case PodDisruptionBudget budget -> Optional.of(PolicyFacts.read(budget, reading));
      case PersistentVolumeClaim claim -> Optional.of(StorageFacts.read(claim, reading));
      case PersistentVolume volume -> Optional.of(StorageFacts.read(volume, reading));
      case LimitRange range -> Optional.of(PolicyFacts.read(range, reading));
      case ResourceQuota quota -> Optional.of(PolicyFacts.read(quota, reading));
      case PriorityClass priority -> Optional.of(PolicyFacts.read(priority));
      case PartialObjectMetadata holder -> Optional.of(PolicyFacts.keyHolder(holder, reading));
      case GenericKubernetesResource custom -> custom(custom);
      default -> Optional.empty();
    };
  }

  private Optional<Seen> custom(GenericKubernetesResource object) {
    if (ScaledObjectFacts.isOne(object)) {
      return ScaledObjectFacts.read(object, reading);
    }
    if (!TEMPLATED.contains(String.valueOf(object.getKind()))) {
      return ControllerFacts.link(object, reading);
    }
    var replicas = object.get("spec", "replicas") instanceof Number n ? n.intValue() : 1;
    return Optional.of(ControllerFacts.custom(object, replicas, template(object), reading));
  }

  private @Nullable PodTemplateSpec template(GenericKubernetesResource object) {
    var template = object.<Object>get("spec", "template");
    if (template == null) {
      return null;
    }
    try {
      return serialization.convertValue(template, PodTemplateSpec.class);
    } catch (IllegalArgumentException | JacksonException e) {
      reading.problem(
          Reading.subject(object.getMetadata()),
          "bad-template",
          "spec.template of this %s cannot be read (%s); its pods speak for it"
              .formatted(object.getKind(), e.getMessage()));
      return null;
    }
  }
}
