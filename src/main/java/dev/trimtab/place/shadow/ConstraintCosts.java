package dev.trimtab.place.shadow;

import dev.trimtab.model.plan.ClusterPlan.ConstraintCost;
import dev.trimtab.place.pack.LinearCost;
import dev.trimtab.place.plan.PlanProblem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.function.LongSupplier;

/// Says what a plan's constraints cost: what would be saved without one of them, all else equal.
///
/// Every figure is the price of a plan less the price of a plan without the one rule of the one
/// workload, at list prices of nodes; what interruptions would cost is not in it. Rules stand in
/// for one another, so the figures do not add up: lifting two may save more than both, or no more
/// than one. Where both plans are proven to be the cheapest, the figure is exact; else nodes are
/// counted in parts, as a linear program does, and where that is solved, the figure is "at most";
/// where time was short it is "about", the best mixes found with and without, compared.
///
/// The same every time, as far as time lets every step end.
public final class ConstraintCosts {
  /// Parts of the time for the problem as it is, and for one without a rule.
  private static final double BASE = 0.35;

  private static final double WHOLE = 0.1;
  private static final double EACH = 0.03;

  private final LongSupplier nanoTime;
  private final long budget;
  private final long end;

  private ConstraintCosts(Duration budget, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.budget = budget.toNanos();
    this.end = nanoTime.getAsLong() + this.budget;
  }

  /// What the dearest constraints cost, the dearest first; those that cost nothing are not named,
  /// nor those of workloads that cannot all be placed.
  ///
  /// @param budget time for all of it; with little, fewer constraints are looked at
  /// @param nanoTime a clock such as [System#nanoTime]
  /// @param currency of the offers' prices
  public static List<ConstraintCost> of(
      PlanProblem problem, Duration budget, LongSupplier nanoTime, Currency currency) {
    return new ConstraintCosts(budget, nanoTime)
        .costs(problem).stream()
            .sorted(Comparator.comparingDouble(Saving::perHour).reversed())
            .map(saving -> saving.cost(currency))
            .toList();
  }

  private List<Saving> costs(PlanProblem problem) {
    var savings = new ArrayList<Saving>();
    try (var linear = LinearCost.of(problem, share(BASE), nanoTime)) {
      var candidates = Candidate.ranked(problem.demands(), linear);
      if (candidates.isEmpty()) {
        return savings;
      }
      var whole = WholeNodes.of(counted(problem, linear), share(WHOLE), nanoTime);
      for (var candidate : candidates) {
        if (left() <= 0) {
          break;
        }
        var saving = saving(candidate, whole, linear);
        if (saving.isSomething()) {
          savings.add(saving);
        }
      }
    }
    return savings;
  }

  private static PlanProblem counted(PlanProblem problem, LinearCost linear) {
    return new PlanProblem(
        problem.demands().stream().filter(linear::counts).toList(),
        problem.daemons(),
        problem.offers());
  }

  private Saving saving(Candidate candidate, WholeNodes whole, LinearCost linear) {
    var exact = whole.saved(candidate.demand(), candidate.lifted(), share(EACH));
    return exact.isPresent()
        ? Saving.exact(candidate, exact.getAsDouble())
        : Saving.of(candidate, linear.with(candidate.demand(), candidate.lifted(), share(EACH)));
  }

  private Duration share(double of) {
    return Duration.ofNanos(Math.max(0, Math.min((long) (of * budget), left())));
  }

  private long left() {
    return end - nanoTime.getAsLong();
  }
}
