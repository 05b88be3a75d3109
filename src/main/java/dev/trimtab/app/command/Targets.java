package dev.trimtab.app.command;

import dev.trimtab.model.finding.Recommendation;
import java.util.Comparator;
import java.util.List;

/// Finds what a person means by `namespace/workload` or `cluster/namespace/workload`.
final class Targets {
  private static final int SHOWN = 5;

  private Targets() {}

  /// The recommendations of a target, cluster by cluster.
  ///
  /// @throws IllegalArgumentException when there are none, with some that there are
  static List<Recommendation> find(List<Recommendation> open, String target) {
    var found =
        open.stream()
            .filter(r -> {
              var shorter = r.namespace() + "/" + r.workload();
              return target.equals(shorter) || target.equals(r.cluster() + "/" + shorter);
            })
            .sorted(
                Comparator.comparing(Recommendation::cluster)
                    .thenComparing(Recommendation::workloadKind)
                    .thenComparing(Recommendation::container))
            .toList();
    if (found.isEmpty()) {
      var some =
          open.stream()
              .map(r -> r.cluster() + "/" + r.namespace() + "/" + r.workload())
              .distinct()
              .limit(SHOWN)
              .toList();
      throw new IllegalArgumentException(
          "nothing is advised for \"%s\". A target is namespace/workload or cluster/namespace/workload%s"
              .formatted(
                  target,
                  some.isEmpty()
                      ? "; run trimtab nightly first"
                      : ", such as " + String.join(", ", some)));
    }
    return found;
  }
}
