package dev.trimtab.place;

import dev.trimtab.place.spot.SpotScope;
import java.time.Duration;

/// What may go to spot.
///
/// @param minReplicas fewer never go
/// @param interruptionNotice time between the notice of an interruption and the node's end
/// @param minOnDemandShare smallest share of each workload's replicas on demand, 0..1; an
///   annotation wins
/// @param forbidden what never goes, whatever it is
/// @param allowed what may go whatever its nature, unless it is forbidden
public record SpotPolicy(
    int minReplicas,
    Duration interruptionNotice,
    double minOnDemandShare,
    SpotScope forbidden,
    SpotScope allowed) {
  public SpotPolicy {
    if (!(minOnDemandShare >= 0 && minOnDemandShare <= 1)) {
      throw new IllegalArgumentException(
          "minOnDemandShare must be within [0, 1]: " + minOnDemandShare);
    }
  }

  /// One that leaves every decision to the rules.
  public SpotPolicy(int minReplicas, Duration interruptionNotice) {
    this(minReplicas, interruptionNotice, 0, SpotScope.NOTHING, SpotScope.NOTHING);
  }
}
