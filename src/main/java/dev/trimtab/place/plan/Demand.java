package dev.trimtab.place.plan;

import dev.trimtab.model.cluster.WorkloadRef;
import java.util.List;

/// A workload's pods, which have to run somewhere.
///
/// @param pod requests of one pod, init containers and sidecars counted
public record Demand(WorkloadRef workload, int replicas, Size pod, Wants wants) {
  public Demand {
    if (replicas < 0) {
      throw new IllegalArgumentException("replicas must not be negative: " + replicas);
    }
  }

  /// Most replicas in one spot pool (an instance type in a zone): `max(1, floor(share x
  /// replicas))`.
  public int poolCap() {
    double share = wants.maxPoolShare();
    return Double.isNaN(share)
        ? Integer.MAX_VALUE
        : Math.max(1, (int) Math.floor(share * replicas + 1e-9));
  }

  /// Where a workload's pods may run, and how they may share.
  ///
  /// @param arch `amd64`, `arm64` or `any`
  /// @param spot whether it may run on spot capacity
  /// @param zone it is tied to; empty for none
  /// @param maxSkew largest difference in replicas between zones; negative for no spread
  /// @param onePerNode replicas never share a node
  /// @param maxPoolShare largest share of replicas in one spot pool, 0..1; NaN for no bound
  /// @param rules on node labels, all of which must hold
  public record Wants(
      String arch,
      boolean spot,
      String zone,
      int maxSkew,
      boolean onePerNode,
      double maxPoolShare,
      List<LabelRule> rules) {
    public static final Wants NOTHING =
        new Wants("amd64", false, "", -1, false, Double.NaN, List.of());

    public Wants {
      rules = List.copyOf(rules);
    }

    /// A tied workload is not spread.
    public boolean spreads() {
      return maxSkew >= 0 && zone.isEmpty();
    }

    /// Whether a node of this offer may host it, its size apart.
    public boolean allows(Offer offer) {
      return (arch.equals("any") || arch.equals(offer.arch()))
          && (spot || !offer.isSpot())
          && (zone.isEmpty() || zone.equals(offer.zone()))
          && rules.stream().allMatch(rule -> rule.holds(offer.labels()));
    }
  }
}
