package dev.trimtab.collect.kubernetes.map;

import dev.trimtab.collect.kubernetes.map.Seen.SeenPriority;
import dev.trimtab.model.cluster.PodTemplate;
import java.util.Map;
import java.util.TreeMap;

/// The priority classes of a cluster, with the two that every cluster has.
///
/// @param usual the priority of a pod that names no class
record Priorities(Map<String, Integer> classes, int usual) {
  private static final Map<String, Integer> BUILT_IN =
      Map.of("system-cluster-critical", 2_000_000_000, "system-node-critical", 2_000_001_000);

  static Priorities of(SeenObjects seen) {
    var classes = new TreeMap<>(BUILT_IN);
    seen.all(SeenPriority.class).forEach(p -> classes.put(p.key().name(), p.value()));
    var usual =
        seen.all(SeenPriority.class)
            .filter(SeenPriority::isDefault)
            .mapToInt(SeenPriority::value)
            .findFirst();
    return new Priorities(classes, usual.orElse(0));
  }

  /// A live pod states its priority; a template only the class, which is resolved here.
  PodTemplate resolve(PodTemplate template) {
    if (template.priority() != 0) {
      return template;
    }
    var priority =
        template.priorityClass().isEmpty()
            ? usual
            : classes.getOrDefault(template.priorityClass(), usual);
    return Templates.withPriority(template, priority);
  }
}
