package dev.trimtab.place.pack;

import dev.trimtab.place.plan.Demand;
import java.util.List;

/// Workloads that nothing tells apart: their pods are one amount until the plan stands, and are
/// then dealt out in turn.
///
/// Where a rule counts a workload's own replicas, only workloads of the same number of replicas
/// share a class: then dealing in turn, node after node, pool after pool and zone after zone, gives
/// each workload its share to within one replica, and loses nothing. In a *mixed* class numbers
/// differ; what cannot be dealt out finds its place afterwards.
///
/// @param replicas of each workload that are to be placed; of the whole where none or several
///   numbers count
/// @param items one a zone where the class is spread, else one
/// @param onePerNode replicas of a workload never share a node
/// @param classCap most replicas of the whole class in a spot pool; [Long#MAX_VALUE] for no bound
/// @param skew largest difference between zones; negative for no spread
/// @param leastInZone fewest of the whole class in a zone, if all are placed
/// @param mostInZone most of the whole class in a zone, if all are placed
@SuppressWarnings("ArrayRecordComponent") // read in inner loops, never compared
record PodClass(
    List<Demand> demands,
    int replicas,
    int total,
    int[] items,
    boolean onePerNode,
    long classCap,
    int skew,
    boolean mixed,
    long leastInZone,
    long mostInZone) {
  int workloads() {
    return demands.size();
  }

  boolean spreads() {
    return items.length > 1;
  }

  /// Whether a rule counts a workload's own replicas.
  boolean counts() {
    return spreads() || onePerNode || capped();
  }

  boolean capped() {
    return classCap != Long.MAX_VALUE;
  }

  /// Most of the class on one node.
  int perNode() {
    return onePerNode ? workloads() : total;
  }

  /// Fewest of n replicas in one of several zones.
  static int least(int n, int zones, int skew) {
    return Math.max(0, Math.ceilDiv(n - (zones - 1) * skew, zones));
  }

  /// Most of n replicas in one of several zones.
  static int most(int n, int zones, int skew) {
    return (int) Math.min(n, Math.floorDiv(n + (long) (zones - 1) * skew, zones));
  }
}
