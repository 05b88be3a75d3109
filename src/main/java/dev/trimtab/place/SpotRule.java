package dev.trimtab.place;

import dev.trimtab.model.cluster.Policies;
import dev.trimtab.model.cluster.Workload;
import java.util.Optional;

/// One reason that may keep a workload off spot capacity.
@FunctionalInterface
interface SpotRule {
  /// The reason in words, or empty where this rule has nothing against it.
  Optional<String> objection(Workload workload, Policies policies, SpotPolicy policy);
}
