package dev.trimtab.place.spot;

import java.util.Optional;

/// A pod that needs longer to end than a spot node's notice is cut off.
record GraceRule() implements SpotRule {
  @Override
  public Optional<Objection> objection(SpotCase subject) {
    var grace = subject.workload().template().terminationGrace();
    return grace.compareTo(subject.notice()) > 0
        ? Optional.of(
            new Objection.Never(
                "It wants %d s to end in order, and a spot node gives %d s notice."
                    .formatted(grace.toSeconds(), subject.notice().toSeconds())))
        : Optional.empty();
  }
}
