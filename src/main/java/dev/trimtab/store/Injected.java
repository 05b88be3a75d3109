package dev.trimtab.store;

import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.cluster.Container;
import dev.trimtab.model.cluster.Pod;
import dev.trimtab.model.cluster.Workload;
import dev.trimtab.model.cluster.WorkloadRef;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Finds what webhooks put into pods: containers that a workload's live pods have and its template
/// has not.
final class Injected {
  private static final Set<String> OVER = Set.of("Succeeded", "Failed");

  private Injected() {}

  /// The injected containers by workload, in order of their names; as the newest pod has them,
  /// where pods differ.
  static Map<WorkloadRef, List<Container>> of(ClusterInventory inventory) {
    var declared = new HashMap<WorkloadRef, Set<String>>();
    inventory.workloads().forEach(workload -> declared.put(workload.ref(), names(workload)));
    var found = new HashMap<WorkloadRef, Map<String, Container>>();
    inventory.pods().stream()
        .filter(pod -> declared.containsKey(pod.workload()) && !OVER.contains(pod.phase()))
        .sorted(Comparator.comparing(Pod::createdAt).thenComparing(Pod::name))
        .forEach(pod -> {
          var known = declared.getOrDefault(pod.workload(), Set.of());
          for (var container : pod.containers()) {
            if (!known.contains(container.name())) {
              found
                  .computeIfAbsent(pod.workload(), _ -> new TreeMap<>())
                  .put(container.name(), injected(container));
            }
          }
        });
    return found.entrySet().stream()
        .collect(
            Collectors.toMap(Map.Entry::getKey, entry -> List.copyOf(entry.getValue().values())));
  }

  private static Set<String> names(Workload workload) {
    return workload.template().containers().stream()
        .map(Container::name)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static Container injected(Container container) {
    return new Container(
        container.name(), Container.Role.INJECTED, container.resources(), container.accelerators());
  }
}
