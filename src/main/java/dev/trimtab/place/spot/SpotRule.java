package dev.trimtab.place.spot;

import java.util.List;
import java.util.Optional;

/// One reason that may keep a workload off spot capacity, or some of its replicas.
@FunctionalInterface
public interface SpotRule {
  /// Every rule, in the order in which their words are shown.
  List<SpotRule> ALL =
      List.of(
          new AnnotationRule(),
          new KindRule(),
          new ReplicasRule(),
          new DisruptionBudgetRule(),
          new StatefulSetRule(),
          new LocalStorageRule(),
          new ZonalVolumeRule(),
          new GraceRule(),
          new PriorityRule());

  /// The objection, or empty where this rule has nothing against it.
  Optional<Objection> objection(SpotCase subject);
}
