package dev.trimtab.app.command;

import dev.trimtab.app.config.Nearest;
import dev.trimtab.model.finding.Recommendation;
import java.util.Comparator;
import java.util.List;

/// Finds what a person means by `namespace/workload` or `cluster/namespace/workload`.
final class Targets {
  private static final int SHOWN = 3;

  private Targets() {}

  /// The recommendations of a target, cluster by cluster.
  ///
  /// @throws IllegalArgumentException when there are none, with the nearest names that there are
  static List<Recommendation> find(List<Recommendation> open, String target) {
    var found =
        open.stream()
            .filter(r -> means(target, r))
            .sorted(
                Comparator.comparing(Recommendation::cluster)
                    .thenComparing(Recommendation::workloadKind)
                    .thenComparing(Recommendation::container))
            .toList();
    if (found.isEmpty()) {
      throw new IllegalArgumentException(nothing(open, target));
    }
    return found;
  }

  /// Whether a target names a workload that something is advised for.
  static boolean anyOf(List<Recommendation> open, String target) {
    return open.stream().anyMatch(r -> means(target, r));
  }

  private static boolean means(String target, Recommendation r) {
    var shorter = r.namespace() + "/" + r.workload();
    return target.equals(shorter) || target.equals(r.cluster() + "/" + shorter);
  }

  private static String nothing(List<Recommendation> open, String target) {
    if (open.isEmpty()) {
      return "nothing is advised for \"%s\", nor for anything else. Maybe run trimtab nightly first"
          .formatted(target);
    }
    boolean cluster = target.chars().filter(c -> c == '/').count() >= 2;
    var names =
        open.stream()
            .map(r -> (cluster ? r.cluster() + "/" : "") + r.namespace() + "/" + r.workload())
            .distinct()
            .toList();
    return "nothing is advised for \"%s\". A target is namespace/workload or cluster/namespace/workload. Maybe you meant %s?"
        .formatted(target, String.join(" or ", Nearest.of(target, names, SHOWN)));
  }
}
