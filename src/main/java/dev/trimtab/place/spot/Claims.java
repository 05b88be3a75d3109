package dev.trimtab.place.spot;

import dev.trimtab.model.cluster.Policies;
import dev.trimtab.model.cluster.Workload;
import java.util.stream.Stream;

/// The volume claims of a workload's pods.
public final class Claims {
  private Claims() {}

  /// Those that its pods mount.
  static Stream<Policies.Claim> mounted(Workload workload, Policies policies) {
    return policies.claims().stream()
        .filter(claim -> claim.namespace().equals(workload.ref().namespace()))
        .filter(claim ->
            workload.template().claims().contains(claim.name()) || isOwnClaim(workload, claim));
  }

  /// A StatefulSet's own claims are named `template-name-ordinal`.
  private static boolean isOwnClaim(Workload workload, Policies.Claim claim) {
    return workload.ref().kind().equals("StatefulSet")
        && claim.name().matches(".+-\\Q" + workload.ref().name() + "\\E-\\d+");
  }

  /// Whether its pods keep data on their node's own disk.
  public static boolean onNodesDisk(Workload workload, Policies policies) {
    return workload.template().localStorage()
        || mounted(workload, policies).anyMatch(Policies.Claim::local);
  }
}
