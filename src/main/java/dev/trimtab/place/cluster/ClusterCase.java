package dev.trimtab.place.cluster;

import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.cluster.Container;
import dev.trimtab.model.cluster.Placement;
import dev.trimtab.model.cluster.Workload;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.finding.Finding;
import dev.trimtab.place.plan.Offer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// A cluster that nodes are to be planned for.
///
/// @param injected containers that webhooks add to pods and that stand in no template
/// @param placements on what kinds of node each workload's pods run now
/// @param grades what was decided of spot: only a [Finding.MoveToSpot] may go there
/// @param pods of each workload on each node now, by node; none where it is not known
/// @param offers nodes that can be had; with labels that today's nodes have, see [GroupOffers]
/// @param maxPoolShare largest share of a workload's replicas in one spot pool, 0..1; NaN for no
///   bound
public record ClusterCase(
    ClusterInventory inventory,
    Map<WorkloadRef, List<Container>> injected,
    Map<WorkloadRef, List<Placement>> placements,
    Map<String, Map<WorkloadRef, Integer>> pods,
    Map<WorkloadRef, Finding> grades,
    List<Offer> offers,
    double maxPoolShare) {
  public ClusterCase {
    injected = Map.copyOf(injected);
    placements = Map.copyOf(placements);
    pods = Map.copyOf(pods);
    grades = Map.copyOf(grades);
    offers = GroupOffers.learned(inventory, offers.stream().map(OfferLabels::completed).toList());
  }

  /// One of which nobody knows which pod is on which node.
  public ClusterCase(
      ClusterInventory inventory,
      Map<WorkloadRef, List<Container>> injected,
      Map<WorkloadRef, List<Placement>> placements,
      Map<WorkloadRef, Finding> grades,
      List<Offer> offers,
      double maxPoolShare) {
    this(inventory, injected, placements, Map.of(), grades, offers, maxPoolShare);
  }

  /// All containers of a workload's pods.
  List<Container> containers(Workload workload) {
    var added = injected.getOrDefault(workload.ref(), List.of());
    if (added.isEmpty()) {
      return workload.template().containers();
    }
    var all = new ArrayList<>(workload.template().containers());
    all.addAll(added);
    return all;
  }

  /// Replicas that may run on spot: all of them but those, empty where none may.
  OptionalInt onDemandFloor(WorkloadRef workload) {
    return grades.get(workload) instanceof Finding.MoveToSpot move
        ? OptionalInt.of(move.onDemandReplicas())
        : OptionalInt.empty();
  }
}
