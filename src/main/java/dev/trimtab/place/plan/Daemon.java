package dev.trimtab.place.plan;

import dev.trimtab.model.cluster.WorkloadRef;

/// A DaemonSet: one pod on every node that it allows, whoever else is there.
public record Daemon(WorkloadRef workload, Size pod, Demand.Wants wants) {
  boolean runsOn(Offer offer) {
    return (wants.arch().equals("any") || wants.arch().equals(offer.arch()))
        && (wants.zone().isEmpty() || wants.zone().equals(offer.zone()))
        && wants.rules().stream().allMatch(rule -> rule.holds(offer.labels()));
  }
}
