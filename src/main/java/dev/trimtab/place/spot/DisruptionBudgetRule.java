package dev.trimtab.place.spot;

import java.util.Optional;

/// A PodDisruptionBudget wants some replicas up at any time: on demand they survive the loss of
/// every spot pool.
record DisruptionBudgetRule() implements SpotRule {
  @Override
  public Optional<Objection> objection(SpotCase subject) {
    var budget = subject.workload().budget();
    int replicas = subject.replicas();
    int wanted = Budgets.wanted(budget, replicas);
    if (budget == null || wanted <= 0) {
      return Optional.empty();
    }
    return Optional.of(
        Objection.keep(
            wanted,
            replicas,
            wanted >= replicas
                ? "Its PodDisruptionBudget %s allows no disruption at all.".formatted(budget.name())
                : "Its PodDisruptionBudget %s wants %d of %d replicas at any time: keep as many on demand."
                    .formatted(budget.name(), wanted, replicas)));
  }
}
