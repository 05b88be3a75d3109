package dev.trimtab.app.command;

import dev.trimtab.app.config.Nearest;
import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.plan.ClusterPlan;
import dev.trimtab.store.Database;
import java.util.List;
import java.util.Optional;

/// Finds what a person means by `cluster/NAME`, and its plan.
final class Clusters {
  private static final String WORD = "cluster/";
  private static final int SHOWN = 3;

  private Clusters() {}

  /// The name after the word; empty for what is no such target.
  static Optional<String> named(String target) {
    return target.startsWith(WORD) && target.indexOf('/', WORD.length()) < 0
        ? Optional.of(target.substring(WORD.length()))
        : Optional.empty();
  }

  /// Those that were seen.
  static List<String> known(Database database) {
    return database.inventories().present().stream().map(ClusterInventory::cluster).toList();
  }

  /// The last plan that was made for a cluster.
  static Optional<ClusterPlan> plan(Database database, String cluster) {
    return database.nodePlans().latest(cluster);
  }

  /// Why a cluster is not known, with the nearest that are.
  static IllegalArgumentException unknown(String name, List<String> known) {
    return new IllegalArgumentException(
        known.isEmpty()
            ? "no cluster is known, \"%s\" neither. Maybe run trimtab nightly first".formatted(name)
            : "there is no cluster \"%s\". Maybe you meant %s?"
                .formatted(
                    name,
                    String.join(
                        " or ",
                        Nearest.of(name, known, SHOWN).stream()
                            .map(each -> WORD + each)
                            .toList())));
  }
}
