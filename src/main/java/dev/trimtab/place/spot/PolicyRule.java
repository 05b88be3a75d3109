package dev.trimtab.place.spot;

import java.util.Optional;

/// The configuration keeps some namespaces and labels off spot; a workload's own annotation wins.
record PolicyRule() implements SpotRule {
  @Override
  public Optional<Objection> objection(SpotCase subject) {
    return subject
        .forbiddenBy()
        .map("The configuration keeps %s off spot (placement.spotForbidden)."::formatted)
        .map(Objection.Never::new);
  }
}
