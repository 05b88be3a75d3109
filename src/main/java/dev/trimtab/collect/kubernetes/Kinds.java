package dev.trimtab.collect.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PartialObjectMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ReplicationController;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.metrics.v1beta1.PodMetrics;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClass;
import java.util.List;
import java.util.stream.Stream;

/// Every kind that is read; `deploy/rbac.yaml` grants these and nothing else.
final class Kinds {
  /// Read only where version 2 is absent (before Kubernetes 1.23).
  static final Kind AUTOSCALER_V1 =
      of(
          "autoscaling",
          "v1",
          "horizontalpodautoscalers",
          "HorizontalPodAutoscaler",
          io.fabric8.kubernetes.api.model.autoscaling.v1.HorizontalPodAutoscaler.class);

  static final Kind AUTOSCALER =
      of(
          "autoscaling",
          "v2",
          "horizontalpodautoscalers",
          "HorizontalPodAutoscaler",
          HorizontalPodAutoscaler.class);

  static final Kind POD_METRICS =
      new Kind("metrics.k8s.io", "v1beta1", "pods", "PodMetrics", true, true, PodMetrics.class);

  /// Read as metadata alone.
  static final Kind SERVICE_ACCOUNT =
      of("", "v1", "serviceaccounts", "ServiceAccount", PartialObjectMetadata.class);

  /// Read as metadata alone, and only in namespaces that are named for it.
  static final Kind SECRET = of("", "v1", "secrets", "Secret", PartialObjectMetadata.class);

  /// In the order they are listed: pods before their owners, so that a pod that appears meanwhile
  /// is never without the owner it had.
  static final List<Kind> INVENTORY =
      List.of(
          new Kind("", "v1", "nodes", "Node", false, true, Node.class),
          new Kind("", "v1", "pods", "Pod", true, true, Pod.class),
          new Kind("", "v1", "namespaces", "Namespace", false, false, Namespace.class),
          of("apps", "v1", "replicasets", "ReplicaSet", ReplicaSet.class),
          of(
              "",
              "v1",
              "replicationcontrollers",
              "ReplicationController",
              ReplicationController.class),
          of("batch", "v1", "jobs", "Job", Job.class),
          of("apps", "v1", "deployments", "Deployment", Deployment.class),
          of("apps", "v1", "statefulsets", "StatefulSet", StatefulSet.class),
          of("apps", "v1", "daemonsets", "DaemonSet", DaemonSet.class),
          of("batch", "v1", "cronjobs", "CronJob", CronJob.class),
          of("argoproj.io", "v1alpha1", "rollouts", "Rollout", GenericKubernetesResource.class),
          of(
              "apps.openshift.io",
              "v1",
              "deploymentconfigs",
              "DeploymentConfig",
              GenericKubernetesResource.class),
          AUTOSCALER,
          of(
              "keda.sh",
              "v1alpha1",
              "scaledobjects",
              "ScaledObject",
              GenericKubernetesResource.class),
          of(
              "policy",
              "v1",
              "poddisruptionbudgets",
              "PodDisruptionBudget",
              PodDisruptionBudget.class),
          of(
              "",
              "v1",
              "persistentvolumeclaims",
              "PersistentVolumeClaim",
              PersistentVolumeClaim.class),
          new Kind(
              "",
              "v1",
              "persistentvolumes",
              "PersistentVolume",
              false,
              false,
              PersistentVolume.class),
          of("", "v1", "limitranges", "LimitRange", LimitRange.class),
          of("", "v1", "resourcequotas", "ResourceQuota", ResourceQuota.class),
          new Kind(
              "scheduling.k8s.io",
              "v1",
              "priorityclasses",
              "PriorityClass",
              false,
              false,
              PriorityClass.class));

  private Kinds() {}

  /// The type to read a file's object into, by its group and kind; versions of a group differ
  /// little enough, those of the autoscaler excepted.
  static Class<? extends HasMetadata> typeOf(String apiVersion, String kind) {
    if (apiVersion.equals("autoscaling/v1") && kind.equals(AUTOSCALER_V1.kind())) {
      return AUTOSCALER_V1.type();
    }
    var slash = apiVersion.indexOf('/');
    var stated = slash < 0 ? "" : apiVersion.substring(0, slash);
    // where Deployments and their like lived before Kubernetes 1.16
    var group = stated.equals("extensions") ? "apps" : stated;
    return Stream.concat(INVENTORY.stream(), Stream.of(SERVICE_ACCOUNT))
        .filter(k -> k.kind().equals(kind) && k.group().equals(group))
        .findFirst()
        .<Class<? extends HasMetadata>>map(Kind::type)
        .orElse(GenericKubernetesResource.class);
  }

  private static Kind of(
      String group, String version, String plural, String kind, Class<? extends HasMetadata> type) {
    return new Kind(group, version, plural, kind, true, false, type);
  }
}
