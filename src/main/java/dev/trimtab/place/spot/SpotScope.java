package dev.trimtab.place.spot;

import dev.trimtab.model.cluster.Workload;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Some of a cluster's workloads, by namespace or label.
///
/// @param patterns each a namespace's name, in which `*` stands for any run of letters, or
///   `key=value`, a label of the workload or of its namespace
public record SpotScope(List<String> patterns) {
  public static final SpotScope NOTHING = new SpotScope(List.of());

  public SpotScope {
    patterns = List.copyOf(patterns);
  }

  /// What of it matches first, in words such as `namespace payments`; empty where nothing does.
  public Optional<String> match(Workload workload, Map<String, String> namespaceLabels) {
    return patterns.stream()
        .flatMap(pattern -> words(pattern, workload, namespaceLabels).stream())
        .findFirst();
  }

  private static Optional<String> words(
      String pattern, Workload workload, Map<String, String> namespaceLabels) {
    int at = pattern.indexOf('=');
    if (at < 0) {
      var namespace = workload.ref().namespace();
      return Pattern.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q"), namespace)
          ? Optional.of("namespace " + namespace)
          : Optional.empty();
    }
    var key = pattern.substring(0, at);
    var value = pattern.substring(at + 1);
    if (value.equals(workload.labels().get(key))) {
      return Optional.of("label " + pattern);
    }
    return value.equals(namespaceLabels.get(key))
        ? Optional.of("namespaces labelled " + pattern)
        : Optional.empty();
  }
}
