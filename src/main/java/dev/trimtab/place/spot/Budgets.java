package dev.trimtab.place.spot;

import dev.trimtab.model.cluster.Workload.DisruptionBudget;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a PodDisruptionBudget comes to in replicas.
public final class Budgets {
  private Budgets() {}

  /// Replicas that have to be up at any time: 0 without a budget, at most all. Kubernetes rounds
  /// both percentages up. A budget that cannot be read is taken at its strictest.
  public static int wanted(@Nullable DisruptionBudget budget, int replicas) {
    if (budget == null) {
      return 0;
    }
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
