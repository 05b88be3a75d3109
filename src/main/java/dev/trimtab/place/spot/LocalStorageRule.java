package dev.trimtab.place.spot;

import dev.trimtab.model.cluster.Policies;
import java.util.Optional;

/// Data on a node's own disk goes with the node.
record LocalStorageRule() implements SpotRule {
  @Override
  public Optional<Objection> objection(SpotCase subject) {
    boolean local =
        subject.workload().template().localStorage()
            || subject.claims().anyMatch(Policies.Claim::local);
    return local
        ? Optional.of(
            new Objection.Never("Its data lives on the node's own disk, which goes with the node."))
        : Optional.empty();
  }
}
