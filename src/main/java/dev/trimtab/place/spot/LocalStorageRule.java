package dev.trimtab.place.spot;

import java.util.Optional;

/// Data on a node's own disk goes with the node.
record LocalStorageRule() implements SpotRule {
  @Override
  public Optional<Objection> objection(SpotCase subject) {
    return Claims.onNodesDisk(subject.workload(), subject.facts().policies())
        ? Optional.of(
            new Objection.Never("Its data lives on the node's own disk, which goes with the node."))
        : Optional.empty();
  }
}
