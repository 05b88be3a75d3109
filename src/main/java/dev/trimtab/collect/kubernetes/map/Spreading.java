package dev.trimtab.collect.kubernetes.map;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// How a pod spec keeps its replicas apart.
final class Spreading {
  private static final Set<String> ZONE =
      Set.of("topology.kubernetes.io/zone", "failure-domain.beta.kubernetes.io/zone");

  private Spreading() {}

  /// A required anti-affinity by host that selects the pod's own labels.
  static boolean onePerNode(PodSpec spec, Map<String, String> labels) {
    var affinity = spec.getAffinity();
    if (affinity == null || affinity.getPodAntiAffinity() == null) {
      return false;
    }
    return affinity
        .getPodAntiAffinity()
        .getRequiredDuringSchedulingIgnoredDuringExecution()
        .stream()
        .filter(term -> "kubernetes.io/hostname".equals(term.getTopologyKey()))
        .anyMatch(term -> Selector.of(term.getLabelSelector()).matches(labels));
  }

  /// A spread over zones that must hold.
  static boolean byZone(PodSpec spec) {
    return zones(spec).findAny().isPresent();
  }

  /// By how many pods zones may differ where that must hold; 0 for any number.
  static int zoneMaxSkew(PodSpec spec) {
    return zones(spec)
        // the API asks for one at least
        .mapToInt(constraint ->
            constraint.getMaxSkew() == null ? 1 : Math.max(1, constraint.getMaxSkew()))
        .min()
        .orElse(0);
  }

  private static Stream<TopologySpreadConstraint> zones(PodSpec spec) {
    return spec.getTopologySpreadConstraints().stream()
        .filter(constraint -> ZONE.contains(String.valueOf(constraint.getTopologyKey())))
        .filter(constraint -> "DoNotSchedule".equals(constraint.getWhenUnsatisfiable()));
  }
}
