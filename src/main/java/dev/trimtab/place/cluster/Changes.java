package dev.trimtab.place.cluster;

import dev.trimtab.model.cluster.ContainerRef;
import dev.trimtab.model.cluster.Resources;
import dev.trimtab.model.cluster.WorkloadRef;
import java.util.HashMap;
import java.util.Map;

/// What is advised of a cluster's workloads.
///
/// @param requests that containers should have, by workload and container
/// @param replicas that workloads should have; 0 for one that does nothing
public record Changes(
    Map<WorkloadRef, Map<String, Resources>> requests, Map<WorkloadRef, Integer> replicas) {
  public static final Changes NONE = new Changes(Map.of(), Map.of());

  public Changes {
    requests = Map.copyOf(requests);
    replicas = Map.copyOf(replicas);
  }

  Map<String, Resources> requests(WorkloadRef workload) {
    return requests.getOrDefault(workload, Map.of());
  }

  int replicas(WorkloadRef workload, int today) {
    return replicas.getOrDefault(workload, today);
  }

  /// Takes down advice as it comes.
  public static final class Builder {
    private final Map<WorkloadRef, Map<String, Resources>> requests = new HashMap<>();
    private final Map<WorkloadRef, Integer> replicas = new HashMap<>();

    public Builder resize(ContainerRef container, Resources proposed) {
      requests
          .computeIfAbsent(container.workload(), _ -> new HashMap<>())
          .put(container.container(), proposed);
      return this;
    }

    public Builder replicas(WorkloadRef workload, int proposed) {
      replicas.merge(workload, proposed, Math::min);
      return this;
    }

    public Changes build() {
      return new Changes(requests, replicas);
    }
  }
}
