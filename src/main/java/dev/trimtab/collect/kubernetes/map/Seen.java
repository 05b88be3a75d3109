package dev.trimtab.collect.kubernetes.map;

import dev.trimtab.model.cluster.Container;
import dev.trimtab.model.cluster.KeyHolder;
import dev.trimtab.model.cluster.Namespace;
import dev.trimtab.model.cluster.Node;
import dev.trimtab.model.cluster.PodTemplate;
import dev.trimtab.model.cluster.Policies;
import dev.trimtab.model.cluster.Workload.Autoscaler;
import dev.trimtab.model.cluster.Workload.DisruptionBudget;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is kept of one Kubernetes object until the whole cluster has been seen.
public sealed interface Seen {
  ObjectKey key();

  record SeenNamespace(ObjectKey key, Namespace namespace) implements Seen {}

  record SeenNode(ObjectKey key, Node node) implements Seen {}

  /// A pod, whose workload is not known yet.
  ///
  /// @param annotations only of a pod without a controller; others take their controller's
  /// @param claims names of the claims it mounts
  record SeenPod(
      ObjectKey key,
      @Nullable Owner owner,
      @Nullable String node,
      String phase,
      Instant createdAt,
      Map<String, String> labels,
      Map<String, String> annotations,
      PodTemplate template,
      List<Container> containers,
      List<String> claims)
      implements Seen {
    boolean live() {
      return !phase.equals("Succeeded") && !phase.equals("Failed");
    }
  }

  /// An object that manages pods.
  ///
  /// @param template null where it states none, such as a Rollout that refers to a Deployment
  /// @param podLabels labels of the pods it makes
  record Controller(
      ObjectKey key,
      String apiVersion,
      @Nullable Owner owner,
      int replicas,
      Instant createdAt,
      Map<String, String> labels,
      Map<String, String> annotations,
      @Nullable PodTemplate template,
      Map<String, String> podLabels)
      implements Seen {}

  /// An object that only leads on to its owner: a ReplicaSet of a Deployment, a Job of a CronJob.
  record Link(ObjectKey key, Owner owner) implements Seen {}

  record SeenAutoscaler(ObjectKey key, ObjectKey target, Autoscaler autoscaler) implements Seen {}

  record SeenBudget(ObjectKey key, Selector selector, DisruptionBudget budget) implements Seen {}

  /// A claim, before its volume is looked up.
  record SeenClaim(ObjectKey key, Policies.Claim claim) implements Seen {}

  /// A persistent volume.
  ///
  /// @param zone empty where it may be used in any
  /// @param local it lives on one node's disk
  record SeenVolume(ObjectKey key, String zone, boolean local) implements Seen {}

  record SeenLimits(ObjectKey key, List<Policies.LimitRange> limits) implements Seen {}

  record SeenQuota(ObjectKey key, Policies.Quota quota) implements Seen {}

  /// A ServiceAccount or Secret, of which no more than its metadata is known.
  record SeenKeyHolder(ObjectKey key, KeyHolder holder) implements Seen {}

  record SeenPriority(ObjectKey key, int value, boolean isDefault) implements Seen {}
}
