package dev.trimtab.demo.kubernetes;

import java.util.List;
import java.util.Set;

/// A kind of object that the API server lists.
///
/// @param group empty for the core group
record ResourceType(String group, String version, String plural, String kind, boolean namespaced) {
  static final List<ResourceType> ALL =
      List.of(
          core("namespaces", "Namespace", false),
          core("nodes", "Node", false),
          core("pods", "Pod", true),
          core("persistentvolumes", "PersistentVolume", false),
          core("persistentvolumeclaims", "PersistentVolumeClaim", true),
          core("limitranges", "LimitRange", true),
          core("resourcequotas", "ResourceQuota", true),
          core("replicationcontrollers", "ReplicationController", true),
          core("serviceaccounts", "ServiceAccount", true),
          new ResourceType("apps", "v1", "deployments", "Deployment", true),
          new ResourceType("apps", "v1", "replicasets", "ReplicaSet", true),
          new ResourceType("apps", "v1", "statefulsets", "StatefulSet", true),
          new ResourceType("apps", "v1", "daemonsets", "DaemonSet", true),
          new ResourceType("batch", "v1", "jobs", "Job", true),
          new ResourceType("batch", "v1", "cronjobs", "CronJob", true),
          new ResourceType(
              "autoscaling", "v2", "horizontalpodautoscalers", "HorizontalPodAutoscaler", true),
          new ResourceType("policy", "v1", "poddisruptionbudgets", "PodDisruptionBudget", true),
          new ResourceType("scheduling.k8s.io", "v1", "priorityclasses", "PriorityClass", false),
          new ResourceType("argoproj.io", "v1alpha1", "rollouts", "Rollout", true),
          new ResourceType("keda.sh", "v1alpha1", "scaledobjects", "ScaledObject", true),
          new ResourceType("postgresql.cnpg.io", "v1", "clusters", "Cluster", true),
          new ResourceType("monitoring.coreos.com", "v1", "prometheuses", "Prometheus", true),
          new ResourceType("metrics.k8s.io", "v1beta1", "pods", "PodMetrics", true),
          new ResourceType("metrics.k8s.io", "v1beta1", "nodes", "NodeMetrics", false));

  private static final Set<String> CUSTOM =
      Set.of("argoproj.io", "keda.sh", "postgresql.cnpg.io", "monitoring.coreos.com");

  private static ResourceType core(String plural, String kind, boolean namespaced) {
    return new ResourceType("", "v1", plural, kind, namespaced);
  }

  String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /// The path under which it is listed across namespaces.
  String root() {
    return (group.isEmpty() ? "/api/" : "/apis/" + group + "/") + version;
  }

  /// Items of a custom resource carry their kind in lists too; those of built-in ones do not.
  boolean custom() {
    return CUSTOM.contains(group);
  }
}
