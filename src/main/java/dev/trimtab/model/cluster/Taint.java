package dev.trimtab.model.cluster;

import java.util.Set;

/// What keeps pods off a node that do not tolerate it.
///
/// @param value empty where it has none
/// @param effect `NoSchedule`, `NoExecute`, or `PreferNoSchedule`, which only asks
public record Taint(String key, String value, String effect) {
  /// Set by Kubernetes or an autoscaler on what happens to a node just now.
  private static final Set<String> PASSING =
      Set.of(
          "node.kubernetes.io/not-ready",
          "node.kubernetes.io/unreachable",
          "node.kubernetes.io/memory-pressure",
          "node.kubernetes.io/disk-pressure",
          "node.kubernetes.io/pid-pressure",
          "node.kubernetes.io/network-unavailable",
          "node.kubernetes.io/unschedulable",
          "node.kubernetes.io/out-of-service",
          "node.cloudprovider.kubernetes.io/uninitialized",
          "node.cloudprovider.kubernetes.io/shutdown",
          "ToBeDeletedByClusterAutoscaler",
          "DeletionCandidateOfClusterAutoscaler",
          "karpenter.sh/disrupted",
          "karpenter.sh/disruption",
          "karpenter.sh/unregistered");

  /// Whether it says for which pods a node is, and not only what happens to it just now.
  public boolean keepsOff() {
    return (effect.equals("NoSchedule") || effect.equals("NoExecute")) && !PASSING.contains(key);
  }
}
