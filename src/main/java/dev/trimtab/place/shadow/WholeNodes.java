package dev.trimtab.place.shadow;

import dev.trimtab.place.pack.Planner;
import dev.trimtab.place.plan.Demand;
import dev.trimtab.place.plan.NodePlan;
import dev.trimtab.place.plan.PlanProblem;
import dev.trimtab.place.plan.PlanSettings;
import dev.trimtab.place.plan.PlanSettings.Risk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/// What a rule costs in whole nodes, where plans with and without it are proven to be the cheapest:
/// in a small cluster a rule may cost a node of which a linear program would buy a part.
final class WholeNodes {
  /// Beyond, a plan is rarely proven to be the cheapest in a moment.
  private static final int MOST_PODS = 400;

  private static final double CLOSED = 1e-5;

  private final PlanProblem problem;
  private final LongSupplier nanoTime;
  private final OptionalDouble now;

  private WholeNodes(PlanProblem problem, LongSupplier nanoTime, Duration limit) {
    this.problem = problem;
    this.nanoTime = nanoTime;
    long pods = problem.demands().stream().mapToLong(Demand::replicas).sum();
    this.now = pods <= MOST_PODS ? cheapest(problem, limit) : OptionalDouble.empty();
  }

  static WholeNodes of(PlanProblem problem, Duration limit, LongSupplier nanoTime) {
    return new WholeNodes(problem, nanoTime, limit);
  }

  /// What would be saved per hour; empty where it is not proven.
  OptionalDouble saved(Demand demand, Demand lifted, Duration limit) {
    if (now.isEmpty()) {
      return OptionalDouble.empty();
    }
    var demands = new ArrayList<>(problem.demands());
    demands.set(demands.indexOf(demand), lifted);
    var then = cheapest(new PlanProblem(demands, problem.daemons(), problem.offers()), limit);
    return then.isEmpty() ? then : OptionalDouble.of(now.getAsDouble() - then.getAsDouble());
  }

  private OptionalDouble cheapest(PlanProblem of, Duration limit) {
    var settings = new PlanSettings(Risk.PRICE_ONLY, limit, 1);
    var plan = new Planner(settings, nanoTime).plan(of);
    return isCheapest(plan)
        ? OptionalDouble.of(plan.price().doubleValue())
        : OptionalDouble.empty();
  }

  private static boolean isCheapest(NodePlan plan) {
    return plan.unplaced().isEmpty() && plan.gap() <= CLOSED;
  }
}
