package dev.trimtab.model.cluster;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A controller with what the API states of it.
///
/// @param apiVersion of the top controller, such as `apps/v1`
/// @param replicas wanted; for a DaemonSet the nodes it wants to run on, for a CronJob its
///   parallelism
/// @param autoscaler the HPA that scales it, if any
/// @param budget the PodDisruptionBudget that guards its pods, if any
public record Workload(
    WorkloadRef ref,
    String apiVersion,
    int replicas,
    Instant createdAt,
    Map<String, String> labels,
    Map<String, String> annotations,
    PodTemplate template,
    @Nullable Autoscaler autoscaler,
    @Nullable DisruptionBudget budget) {
  public Workload {
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
  }

  /// What scales a workload's replicas, and the shares of requests that it scales on.
  ///
  /// @param kind `HorizontalPodAutoscaler`, or KEDA's `ScaledObject`
  /// @param cpuPercent target utilisation in percent of the CPU request; null when it does not
  ///   watch CPU, or by an absolute amount
  /// @param memoryPercent the same of the memory request
  /// @param cpuContainer the one container whose CPU request it is; null for the whole pod's
  /// @param memoryContainer the same of memory
  public record Autoscaler(
      String kind,
      String name,
      int minReplicas,
      int maxReplicas,
      @Nullable Integer cpuPercent,
      @Nullable Integer memoryPercent,
      @Nullable String cpuContainer,
      @Nullable String memoryContainer) {
    /// One that watches whole pods.
    public Autoscaler(
        String kind,
        String name,
        int minReplicas,
        int maxReplicas,
        @Nullable Integer cpuPercent,
        @Nullable Integer memoryPercent) {
      this(kind, name, minReplicas, maxReplicas, cpuPercent, memoryPercent, null, null);
    }

    /// Whether another CPU request moves what it scales at.
    public boolean onCpu() {
      return cpuPercent != null;
    }

    /// Whether another memory request moves what it scales at.
    public boolean onMemory() {
      return memoryPercent != null;
    }
  }

  /// A PodDisruptionBudget, as the API states it (an integer or a percentage); empty where not set.
  ///
  /// @param disruptionsAllowed right now, from its status
  public record DisruptionBudget(
      String name, String minAvailable, String maxUnavailable, int disruptionsAllowed) {}
}
