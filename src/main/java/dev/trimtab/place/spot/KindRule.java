package dev.trimtab.place.spot;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Somebody has to start an interrupted pod again, and its work must bear it.
record KindRule() implements SpotRule {
  private static final Map<String, String> NEVER =
      Map.of(
          "Pod", "It is a bare pod: nothing would start it again.",
          "StaticPod", "It is a static pod: it belongs to its node.",
          "Job", "It is a one-off Job: an interruption starts its work over.");
  private static final Set<String> KNOWN =
      Set.of(
          "Deployment",
          "ReplicaSet",
          "ReplicationController",
          "StatefulSet",
          "CronJob",
          "Rollout",
          "DeploymentConfig");

  @Override
  public Optional<Objection> objection(SpotCase subject) {
    var never = NEVER.get(subject.kind());
    if (never != null) {
      return Optional.of(new Objection.Never(never));
    }
    return KNOWN.contains(subject.kind())
        ? Optional.empty()
        : Optional.of(
            new Objection.Never(
                "Its kind %s belongs to an operator, and how that bears interruptions is not known: annotate it with %s: allowed if it does."
                    .formatted(subject.kind(), SpotAnnotation.KEY)));
  }
}
