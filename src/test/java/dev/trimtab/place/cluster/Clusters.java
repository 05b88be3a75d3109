package dev.trimtab.place.cluster;

import dev.trimtab.fixtures.Facts;
import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.cluster.Node;
import dev.trimtab.model.cluster.Policies;
import dev.trimtab.model.cluster.Workload;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.finding.Finding;
import dev.trimtab.place.board.Problems;
import dev.trimtab.place.plan.Offer;
import dev.trimtab.place.plan.PlanSettings;
import dev.trimtab.place.plan.PlanSettings.Risk;
import dev.trimtab.units.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Clusters of a few workloads, with offers of 4 cores and 16 GiB in three zones.
final class Clusters {
  static final double ON_DEMAND = 0.2;
  static final double SPOT = 0.08;

  private Clusters() {}

  static List<Offer> offers() {
    var offers = new ArrayList<Offer>();
    for (var zone : List.of("a", "b", "c")) {
      offers.add(
          Problems.offer(
              "four",
              zone,
              CapacityType.ON_DEMAND,
              ON_DEMAND,
              Problems.size(4, 16),
              Problems.UNBOUNDED));
      offers.add(
          Problems.offer(
              "four", zone, CapacityType.SPOT, SPOT, Problems.size(4, 16), Problems.UNBOUNDED));
    }
    return offers;
  }

  static Workload named(String kind, String name, Workload like) {
    return new Workload(
        new WorkloadRef("prod", "shop", kind, name),
        like.apiVersion(),
        like.replicas(),
        like.createdAt(),
        like.labels(),
        like.annotations(),
        like.template(),
        like.autoscaler(),
        like.budget());
  }

  static ClusterInventory inventory(List<Node> nodes, Policies policies, Workload... workloads) {
    return new ClusterInventory(
        "prod", Facts.NOW, List.of(), nodes, List.of(workloads), List.of(), policies);
  }

  static ClusterCase of(Map<WorkloadRef, Finding> grades, Workload... workloads) {
    return of(inventory(List.of(), Policies.NONE, workloads), grades);
  }

  static ClusterCase of(ClusterInventory inventory, Map<WorkloadRef, Finding> grades) {
    return new ClusterCase(inventory, Map.of(), Map.of(), grades, offers(), Double.NaN);
  }

  static Finding mayGo(Workload workload, int onDemand) {
    return new Finding.MoveToSpot(
        workload.ref(), workload.replicas(), onDemand, List.of("Why not."), "Why not.");
  }

  /// Nodes at the on-demand price of the offers.
  static StandingNodes standing(ClusterInventory inventory) {
    return StandingNodes.of(inventory, List.of(), _ -> Optional.of(BigDecimal.valueOf(ON_DEMAND)));
  }

  static ClusterPlanner planner() {
    return new ClusterPlanner(
        new PlanSettings(Risk.PRICE_ONLY, Duration.ofMillis(500), 1), System::nanoTime, Money.USD);
  }
}
