package dev.trimtab.place.cluster;

import dev.trimtab.model.plan.ClusterPlan.ConstraintCost;
import dev.trimtab.place.plan.PlanProblem;
import dev.trimtab.place.shadow.ConstraintCosts;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.function.LongSupplier;

/// What rules of workloads cost, told of workloads and not of the parts that a plan makes of them.
final class RuleCosts {
  private static final String ZONE_TIED = "zone-tied";

  private RuleCosts() {}

  static List<ConstraintCost> of(
      PlanProblem problem, Duration budget, LongSupplier nanoTime, Currency currency) {
    return ConstraintCosts.of(problem, budget, nanoTime, currency).stream()
        .filter(cost -> !isOurs(cost))
        .map(RuleCosts::whole)
        .toList();
  }

  /// On-demand replicas are tied to zones to keep a spread together: no rule of anybody's.
  private static boolean isOurs(ConstraintCost cost) {
    return cost.kind().equals(ZONE_TIED) && Parts.name(cost.workload()).startsWith("on demand");
  }

  private static ConstraintCost whole(ConstraintCost cost) {
    var part = Parts.name(cost.workload());
    if (part.isEmpty()) {
      return cost;
    }
    var workload = Parts.whole(cost.workload());
    var told = "%s (%s)".formatted(workload.name(), part);
    return new ConstraintCost(
        cost.kind(), workload, cost.monthly(), cost.words().replace(cost.workload().name(), told));
  }
}
