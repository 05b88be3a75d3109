package dev.trimtab.place.spot;

import java.util.Optional;

/// What is meant to run once has nobody to take its place.
record SingleInstanceRule() implements SpotRule {
  @Override
  public Optional<Objection> objection(SpotCase subject) {
    var autoscaler = subject.workload().autoscaler();
    if (subject.kind().equals("StatefulSet") && subject.replicas() == 1) {
      return Optional.of(
          new Objection.Never(
              "It is a single instance, a StatefulSet of 1: nothing takes its place while it is"
                  + " away."));
    }
    return autoscaler != null && autoscaler.maxReplicas() == 1
        ? Optional.of(
            new Objection.Never(
                "Its autoscaler %s never lets it have more than 1 replica: it is meant to be a single instance."
                    .formatted(autoscaler.name())))
        : Optional.empty();
  }
}
