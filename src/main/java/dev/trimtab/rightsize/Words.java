package dev.trimtab.rightsize;

import dev.trimtab.model.cluster.Resources;
import dev.trimtab.rightsize.rule.Sizing;
import java.util.ArrayList;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Findings in one sentence.
final class Words {
  private Words() {}

  static String keep(double threshold) {
    return "Its requests are within %.0f%% of what it needs.".formatted(threshold * 100);
  }

  static String resize(Resources current, Resources proposed, Sizing sizing) {
    var parts = new ArrayList<String>();
    if (!Objects.equals(current.cpuRequest(), proposed.cpuRequest())) {
      parts.add(part("CPU", current.cpuRequest(), proposed.cpuRequest(), sizing.cpuBecause()));
    }
    if (!Objects.equals(current.memoryRequest(), proposed.memoryRequest())) {
      parts.add(
          part(
              parts.isEmpty() ? "Memory" : "memory",
              current.memoryRequest(),
              proposed.memoryRequest(),
              sizing.memoryBecause()));
    }
    return String.join("; ", parts) + ".";
  }

  private static String part(
      String resource, @Nullable Object from, @Nullable Object to, String because) {
    return "%s request from %s to %s: %s"
        .formatted(resource, from == null ? "none" : from, to, because);
  }
}
