package dev.trimtab.place.spot;

import java.util.Optional;

/// A StatefulSet's replicas know each other and come back one after another: most of them stay, so
/// that a quorum does.
record StatefulSetRule() implements SpotRule {
  @Override
  public Optional<Objection> objection(SpotCase subject) {
    int replicas = subject.replicas();
    if (!subject.kind().equals("StatefulSet") || replicas < 2) {
      return Optional.empty();
    }
    int quorum = replicas / 2 + 1;
    return Optional.of(
        Objection.keep(
            quorum,
            replicas,
            quorum >= replicas
                ? "It is a StatefulSet of %d: without one of them it has no majority."
                    .formatted(replicas)
                : "It is a StatefulSet: keep a majority, %d of %d replicas, on demand."
                    .formatted(quorum, replicas)));
  }
}
