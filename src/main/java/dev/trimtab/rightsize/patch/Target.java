package dev.trimtab.rightsize.patch;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A kind of object whose pods a patch can change.
///
/// @param apiVersion such as `apps/v1`
/// @param resource as kubectl is told it
/// @param mergesByName its API merges container lists by name; custom resources replace them whole
record Target(String apiVersion, String resource, boolean mergesByName) {
  private static final Map<String, Target> KINDS =
      Map.of(
          "Deployment", new Target("apps/v1", "deployment.apps", true),
          "StatefulSet", new Target("apps/v1", "statefulset.apps", true),
          "DaemonSet", new Target("apps/v1", "daemonset.apps", true),
          "ReplicaSet", new Target("apps/v1", "replicaset.apps", true),
          "ReplicationController", new Target("v1", "replicationcontroller", true),
          "CronJob", new Target("batch/v1", "cronjob.batch", true),
          "DeploymentConfig",
              new Target("apps.openshift.io/v1", "deploymentconfig.apps.openshift.io", true),
          "Rollout", new Target("argoproj.io/v1alpha1", "rollout.argoproj.io", false));
  private static final Set<String> IMMUTABLE = Set.of("Job", "Pod", "StaticPod");

  /// Empty for what cannot be changed, and for an operator's own kind.
  static Optional<Target> of(String kind) {
    return Optional.ofNullable(KINDS.get(kind));
  }

  /// Whether pods of this kind can only be made anew.
  static boolean immutable(String kind) {
    return IMMUTABLE.contains(kind);
  }
}
