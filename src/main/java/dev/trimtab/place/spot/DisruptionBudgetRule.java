package dev.trimtab.place.spot;

import dev.trimtab.model.cluster.Workload.DisruptionBudget;
import java.util.Optional;

/// A PodDisruptionBudget wants some replicas up at any time: on demand they survive the loss of
/// every spot pool.
record DisruptionBudgetRule() implements SpotRule {
  @Override
  public Optional<Objection> objection(SpotCase subject) {
    var budget = subject.workload().budget();
    if (budget == null) {
      return Optional.empty();
    }
    int replicas = subject.workload().replicas();
    int wanted = wanted(budget, replicas);
    if (wanted <= 0) {
      return Optional.empty();
    }
    return Optional.of(
        wanted >= replicas
            ? new Objection.Never(
                "Its PodDisruptionBudget %s allows no disruption at all.".formatted(budget.name()))
            : new Objection.KeepSome(
                wanted,
                "Its PodDisruptionBudget %s wants %d of %d replicas at any time: keep as many on demand."
                    .formatted(budget.name(), wanted, replicas)));
  }

  /// Kubernetes rounds both percentages up. A budget that cannot be read is taken at its strictest.
  private static int wanted(DisruptionBudget budget, int replicas) {
    if (!budget.minAvailable().isEmpty()) {
      return amount(budget.minAvailable(), replicas).orElse(replicas);
    }
    return budget.maxUnavailable().isEmpty()
        ? 0
        : replicas - amount(budget.maxUnavailable(), replicas).orElse(0);
  }

  private static Optional<Integer> amount(String stated, int replicas) {
    if (!stated.matches("\\d{1,9}%?")) {
      return Optional.empty();
    }
    boolean percent = stated.endsWith("%");
    long number = Long.parseLong(percent ? stated.substring(0, stated.length() - 1) : stated);
    return Optional.of(
        (int) Math.min(replicas, percent ? Math.ceilDiv(number * replicas, 100L) : number));
  }
}
