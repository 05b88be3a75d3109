package dev.trimtab.rightsize.wish;

import dev.trimtab.model.cluster.WorkloadRef;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// What the configuration wants for the workloads that match; an empty matcher matches any, an
/// empty wish leaves the thing to the next.
///
/// @param namespace a glob
/// @param label `key=value` of the workload or its namespace
/// @param annotation `key=value` of the workload
/// @param cpuPin millicores
/// @param memoryPin bytes
/// @param cpuFloor millicores
/// @param memoryFloor bytes
public record Wish(
    String namespace,
    String label,
    String annotation,
    OptionalLong cpuPin,
    OptionalLong memoryPin,
    OptionalLong cpuFloor,
    OptionalLong memoryFloor,
    boolean neverDown,
    boolean exclude,
    Optional<Risk> risk,
    OptionalDouble percentile) {

  boolean matches(
      WorkloadRef workload,
      Map<String, String> labels,
      Map<String, String> namespaceLabels,
      Map<String, String> annotations) {
    return Glob.matches(namespace, workload.namespace())
        && (has(labels, label) || has(namespaceLabels, label))
        && has(annotations, annotation);
  }

  private static boolean has(Map<String, String> all, String pair) {
    if (pair.isEmpty()) {
      return true;
    }
    int at = pair.indexOf('=');
    return at > 0 && pair.substring(at + 1).equals(all.get(pair.substring(0, at)));
  }

  /// How the evidence names it: `namespace payments, label tier=critical`.
  String words() {
    var words = new StringBuilder();
    append(words, "namespace ", namespace);
    append(words, "label ", label);
    append(words, "annotation ", annotation);
    return words.isEmpty() ? "all workloads" : words.toString();
  }

  private static void append(StringBuilder words, String what, String value) {
    if (!value.isEmpty()) {
      words.append(words.isEmpty() ? "" : ", ").append(what).append(value);
    }
  }
}
