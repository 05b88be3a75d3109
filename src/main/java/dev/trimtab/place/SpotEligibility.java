package dev.trimtab.place;

import dev.trimtab.model.cluster.Policies;
import dev.trimtab.model.cluster.Workload;
import dev.trimtab.model.finding.Finding;
import java.util.List;
import java.util.Optional;

/// Decides whether a workload may run on spot capacity, and says why.
public final class SpotEligibility {
  private final SpotPolicy policy;

  public SpotEligibility(SpotPolicy policy) {
    this.policy = policy;
  }

  /// Advises on one workload; empty for DaemonSets, which run wherever there is a node.
  public Optional<Finding> advise(Workload workload, Policies policies) {
    if (workload.ref().kind().equals("DaemonSet")) {
      return Optional.empty();
    }
    if ("allowed".equals(workload.annotations().get(SpotRules.ANNOTATION))) {
      return Optional.of(
          move(
              workload,
              0,
              List.of("Its annotation %s allows it.".formatted(SpotRules.ANNOTATION))));
    }
    var objections =
        SpotRules.ALL.stream()
            .flatMap(rule -> rule.objection(workload, policies, policy).stream())
            .toList();
    if (!objections.isEmpty()) {
      return Optional.of(
          new Finding.StayOnDemand(workload.ref(), objections, String.join(" ", objections)));
    }
    return Optional.of(graded(workload));
  }

  private static Finding graded(Workload workload) {
    int must = mustStay(workload);
    if (must > 0) {
      return move(
          workload,
          must,
          List.of(
              "Its disruption budget wants %d of %d replicas at any time: keep as many on demand."
                  .formatted(must, workload.replicas())));
    }
    return move(
        workload,
        0,
        List.of(
            "%d replicas, stateless, and quick to end: an interruption costs a restart."
                .formatted(workload.replicas())));
  }

  private static Finding move(Workload workload, int onDemand, List<String> reasons) {
    return new Finding.MoveToSpot(
        workload.ref(), workload.replicas(), onDemand, reasons, String.join(" ", reasons));
  }

  /// Replicas that a budget wants up at any time; on demand they survive the loss of every spot
  /// pool.
  private static int mustStay(Workload workload) {
    var budget = workload.budget();
    if (budget == null || budget.minAvailable().isEmpty()) {
      return 0;
    }
    var wanted = budget.minAvailable();
    try {
      return wanted.endsWith("%")
          ? Math.ceilDiv(
              workload.replicas() * Integer.parseInt(wanted.substring(0, wanted.length() - 1)), 100)
          : Math.min(workload.replicas(), Integer.parseInt(wanted));
    } catch (NumberFormatException e) {
      return workload.replicas(); // a budget that cannot be read is taken at its strictest
    }
  }
}
