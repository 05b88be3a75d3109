package dev.trimtab.place.pack;

import dev.trimtab.place.plan.Demand;
import java.util.List;

/// Workloads that nothing tells apart: their pods are one amount until the plan stands, and are
/// then dealt out in turn.
///
/// Where a rule counts a workload's own replicas, only workloads of the same number of replicas
/// share a class: then dealing in turn, node after node, pool after pool and zone after zone, gives
/// each workload its share to within one replica, and loses nothing.
///
/// @param replicas of each workload that are to be placed, where a rule counts them, else of all
/// @param items one a zone where the class is spread, else one
/// @param onePerNode replicas of a workload never share a node
/// @param poolCap most replicas of one workload in a spot pool; [Integer#MAX_VALUE] for no bound
/// @param skew largest difference between zones; negative for no spread
@SuppressWarnings("ArrayRecordComponent") // read in inner loops, never compared
record PodClass(
    List<Demand> demands,
    int replicas,
    int total,
    int[] items,
    boolean onePerNode,
    int poolCap,
    int skew) {
  int workloads() {
    return demands.size();
  }

  boolean spreads() {
    return items.length > 1;
  }

  /// Most replicas of the whole class in one spot pool.
  long classCap() {
    return poolCap == Integer.MAX_VALUE ? Long.MAX_VALUE : (long) poolCap * workloads();
  }

  boolean capped() {
    return poolCap != Integer.MAX_VALUE;
  }

  /// Most of the class on one node.
  int perNode() {
    return onePerNode ? workloads() : total;
  }

  /// Fewest of a workload's replicas in a zone, if all are placed.
  int leastInZone() {
    int zones = items.length;
    return Math.max(0, Math.ceilDiv(replicas - (zones - 1) * skew, zones));
  }

  /// Most of a workload's replicas in a zone, if all are placed.
  int mostInZone() {
    int zones = items.length;
    return (int) Math.min(replicas, Math.floorDiv(replicas + (long) (zones - 1) * skew, zones));
  }
}
