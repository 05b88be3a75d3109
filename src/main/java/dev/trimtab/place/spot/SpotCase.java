package dev.trimtab.place.spot;

import dev.trimtab.model.cluster.Policies;
import dev.trimtab.model.cluster.Workload;
import java.time.Duration;
import java.util.stream.Stream;

/// A workload to be decided on, with what bounds the decision.
///
/// @param policies of its cluster
/// @param minReplicas fewer never go to spot
/// @param notice time between the notice of an interruption and the node's end
public record SpotCase(Workload workload, Policies policies, int minReplicas, Duration notice) {
  String kind() {
    return workload.ref().kind();
  }

  /// Replicas that may be all there is: an HPA may go down to its minimum.
  int fewestReplicas() {
    var autoscaler = workload.autoscaler();
    return autoscaler == null
        ? workload.replicas()
        : Math.min(workload.replicas(), autoscaler.minReplicas());
  }

  /// The claims that its pods mount.
  Stream<Policies.Claim> claims() {
    return policies.claims().stream()
        .filter(claim -> claim.namespace().equals(workload.ref().namespace()))
        .filter(claim -> workload.template().claims().contains(claim.name()) || isOwnClaim(claim));
  }

  /// A StatefulSet's own claims are named `template-name-ordinal`.
  private boolean isOwnClaim(Policies.Claim claim) {
    return kind().equals("StatefulSet")
        && claim.name().matches(".+-\\Q" + workload.ref().name() + "\\E-\\d+");
  }
}
