package dev.trimtab.place;

import dev.trimtab.model.cluster.Policies;
import dev.trimtab.model.cluster.Workload;
import dev.trimtab.model.finding.Finding;
import dev.trimtab.place.spot.Objection;
import dev.trimtab.place.spot.SpotAnnotation;
import dev.trimtab.place.spot.SpotCase;
import dev.trimtab.place.spot.SpotRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Decides whether a workload may run on spot capacity, whole or in part, and says why.
public final class SpotEligibility {
  private final SpotPolicy policy;

  public SpotEligibility(SpotPolicy policy) {
    this.policy = policy;
  }

  /// Advises on one workload; empty for DaemonSets, which run wherever there is a node, and for
  /// what is scaled to nothing.
  public Optional<Finding> advise(Workload workload, Policies policies) {
    if (workload.ref().kind().equals("DaemonSet") || workload.replicas() <= 0) {
      return Optional.empty();
    }
    if (SpotAnnotation.allows(workload)) {
      return Optional.of(
          move(workload, 0, List.of("Its annotation %s allows it.".formatted(SpotAnnotation.KEY))));
    }
    var subject =
        new SpotCase(workload, policies, policy.minReplicas(), policy.interruptionNotice());
    var objections =
        SpotRule.ALL.stream().flatMap(rule -> rule.objection(subject).stream()).toList();
    return Optional.of(decide(workload, objections));
  }

  /// One "never" keeps it all; else the rule that keeps most decides how many stay.
  private static Finding decide(Workload workload, List<Objection> objections) {
    var never =
        objections.stream()
            .filter(Objection.Never.class::isInstance)
            .map(Objection::words)
            .toList();
    if (!never.isEmpty()) {
      return new Finding.StayOnDemand(workload.ref(), never, String.join(" ", never));
    }
    int onDemand = 0;
    var reasons = new ArrayList<String>();
    for (var objection : objections) {
      if (objection instanceof Objection.KeepSome some) {
        onDemand = Math.max(onDemand, some.replicas());
        reasons.add(some.words());
      }
    }
    if (reasons.isEmpty()) {
      reasons.addAll(inFavour(workload));
    }
    return move(workload, onDemand, reasons);
  }

  private static List<String> inFavour(Workload workload) {
    if (workload.ref().kind().equals("CronJob")) {
      return List.of("It runs by schedule: an interrupted run is started again.");
    }
    var fine =
        "%d replicas, no data of their own, and quick to end: an interruption costs a restart."
            .formatted(workload.replicas());
    return workload.budget() != null
        ? List.of(fine)
        : List.of(
            fine,
            "Give it a PodDisruptionBudget first: nothing else keeps several from going at once.");
  }

  private static Finding move(Workload workload, int onDemand, List<String> reasons) {
    return new Finding.MoveToSpot(
        workload.ref(), workload.replicas(), onDemand, reasons, String.join(" ", reasons));
  }
}
