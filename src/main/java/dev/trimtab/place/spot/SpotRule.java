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
          new PolicyRule(),
          new KindRule(),
          new ReplicasRule(),
          new SingleInstanceRule(),
          new DisruptionBudgetRule(),
          new StatefulSetRule(),
          new OnDemandShareRule(),
          new LocalStorageRule(),
          new ZonalVolumeRule(),
          new GraceRule(),
          new PriorityRule(),
          new BehaviourRule());

  /// The rules for what is allowed by name: its nature is not asked for.
  List<SpotRule> OF_ALLOWED = List.of(new OnDemandShareRule());

  /// The objection, or empty where this rule has nothing against it.
  Optional<Objection> objection(SpotCase subject);
}
