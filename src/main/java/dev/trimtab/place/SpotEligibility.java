package dev.trimtab.place;

import dev.trimtab.model.cluster.Workload;
import dev.trimtab.model.finding.Finding;
import dev.trimtab.place.spot.Objection;
import dev.trimtab.place.spot.SpotAnnotation;
import dev.trimtab.place.spot.SpotCase;
import dev.trimtab.place.spot.SpotFacts;
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
  public Optional<Finding> advise(Workload workload, SpotFacts facts) {
    if (workload.ref().kind().equals("DaemonSet") || workload.replicas() <= 0) {
      return Optional.empty();
    }
    var grade = grade(workload, facts);
    var words = String.join(" ", grade.reasons());
    return Optional.of(
        grade.allowed()
            ? new Finding.MoveToSpot(
                workload.ref(),
                workload.replicas(),
                grade.onDemandReplicas(),
                grade.reasons(),
                words)
            : new Finding.StayOnDemand(workload.ref(), grade.reasons(), words));
  }

  /// Grades one workload.
  public SpotGrade grade(Workload workload, SpotFacts facts) {
    var subject =
        new SpotCase(
            workload,
            facts,
            policy.minReplicas(),
            policy.interruptionNotice(),
            policy.minOnDemandShare(),
            policy.forbidden());
    var allowance = allowance(subject);
    var rules = allowance.isPresent() ? SpotRule.OF_ALLOWED : SpotRule.ALL;
    var objections = rules.stream().flatMap(rule -> rule.objection(subject).stream()).toList();
    return decide(workload, objections, allowance);
  }

  /// Why the rules about its nature are not asked; empty where they are.
  private Optional<String> allowance(SpotCase subject) {
    var workload = subject.workload();
    if (SpotAnnotation.allows(workload)) {
      return Optional.of("Its annotation %s allows it.".formatted(SpotAnnotation.KEY));
    }
    return SpotAnnotation.decides(workload) || subject.forbiddenBy().isPresent()
        ? Optional.empty()
        : policy
            .allowed()
            .match(workload, subject.namespaceLabels())
            .map("The configuration allows %s on spot (placement.spotAllowed)."::formatted);
  }

  /// One "never" keeps it all; else the rule that keeps most decides how many stay.
  private static SpotGrade decide(
      Workload workload, List<Objection> objections, Optional<String> allowance) {
    var never =
        objections.stream()
            .filter(Objection.Never.class::isInstance)
            .map(Objection::words)
            .toList();
    if (!never.isEmpty()) {
      return new SpotGrade(false, workload.replicas(), never);
    }
    int onDemand = 0;
    var reasons = new ArrayList<String>();
    allowance.ifPresent(reasons::add);
    for (var objection : objections) {
      if (objection instanceof Objection.KeepSome some) {
        onDemand = Math.max(onDemand, some.replicas());
        reasons.add(some.words());
      }
    }
    if (reasons.isEmpty()) {
      reasons.addAll(inFavour(workload));
    }
    return new SpotGrade(true, onDemand, reasons);
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
}
