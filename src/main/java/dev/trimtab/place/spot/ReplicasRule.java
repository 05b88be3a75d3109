package dev.trimtab.place.spot;

import java.util.Optional;
import java.util.Set;

/// A workload of one is down while it is interrupted. What runs by schedule has no replicas to
/// count.
record ReplicasRule() implements SpotRule {
  private static final Set<String> NOT_COUNTED = Set.of("CronJob", "Job", "Pod", "StaticPod");

  @Override
  public Optional<Objection> objection(SpotCase subject) {
    int fewest = subject.fewestReplicas();
    if (fewest >= subject.minReplicas() || NOT_COUNTED.contains(subject.kind())) {
      return Optional.empty();
    }
    return Optional.of(
        new Objection.Never(
            "%s, fewer than %d: an interruption would be an outage%s."
                .formatted(
                    fewest < subject.workload().replicas()
                        ? "Its autoscaler may go down to %s".formatted(words(fewest))
                        : "It has %s".formatted(words(fewest)),
                    subject.minReplicas(),
                    subject.workload().budget() == null
                        ? ", and no PodDisruptionBudget guards it"
                        : "")));
  }

  private static String words(int replicas) {
    return replicas == 1 ? "1 replica" : replicas + " replicas";
  }
}
