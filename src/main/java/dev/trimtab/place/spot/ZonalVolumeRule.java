package dev.trimtab.place.spot;

import dev.trimtab.model.cluster.Policies;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// A pod whose volume is in one zone can only come back there.
record ZonalVolumeRule() implements SpotRule {
  @Override
  public Optional<Objection> objection(SpotCase subject) {
    var zones =
        subject
            .claims()
            .filter(claim -> !claim.local() && !claim.zone().isEmpty())
            .map(Policies.Claim::zone)
            .collect(Collectors.toCollection(TreeSet::new));
    return zones.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Objection.Never(
                "Its volumes are tied to %s: an interrupted replica can only come back where that zone has capacity."
                    .formatted(String.join(", ", zones))));
  }
}
