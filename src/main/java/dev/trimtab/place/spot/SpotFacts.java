package dev.trimtab.place.spot;

import static java.util.stream.Collectors.toMap;

import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.cluster.Namespace;
import dev.trimtab.model.cluster.Policies;
import dev.trimtab.model.cluster.WorkloadRef;
import java.util.Map;

/// What is known of a cluster beside its workloads themselves.
///
/// @param namespaceLabels labels by namespace
/// @param behaviours what became of pods lately; absent where nothing was seen
public record SpotFacts(
    Policies policies,
    Map<String, Map<String, String>> namespaceLabels,
    Map<WorkloadRef, Behaviour> behaviours) {
  public SpotFacts {
    namespaceLabels = Map.copyOf(namespaceLabels);
    behaviours = Map.copyOf(behaviours);
  }

  /// Those of one cluster.
  ///
  /// @param behaviours of its workloads; others do no harm
  public static SpotFacts of(ClusterInventory cluster, Map<WorkloadRef, Behaviour> behaviours) {
    return new SpotFacts(
        cluster.policies(),
        cluster.namespaces().stream()
            .collect(toMap(Namespace::name, Namespace::labels, (first, _) -> first)),
        behaviours);
  }
}
