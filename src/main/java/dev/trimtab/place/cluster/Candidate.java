package dev.trimtab.place.cluster;

import dev.trimtab.place.board.PlanCheck;
import dev.trimtab.place.plan.NodePlan;
import dev.trimtab.place.plan.PlanProblem;

/// A plan with the problem that it solves.
record Candidate(PlanProblem problem, NodePlan plan) {
  /// The one that is better, this one of equals.
  Candidate orCheaper(Candidate other) {
    return other.betterThan(this) ? other : this;
  }

  /// Whether it breaks no rule and places more, or as much for less.
  boolean betterThan(Candidate other) {
    long mine = unplaced();
    long theirs = other.unplaced();
    boolean better =
        mine != theirs ? mine < theirs : plan.price().compareTo(other.plan.price()) < 0;
    return better && PlanCheck.violations(problem, plan).isEmpty();
  }

  /// Its nodes for other demands.
  Candidate carriedTo(PlanProblem demands) {
    var there = new PlanProblem(demands.demands(), demands.daemons(), problem.offers());
    return new Candidate(there, Carried.over(plan, there));
  }

  long unplaced() {
    return plan.unplaced().stream().mapToLong(NodePlan.Unplaced::replicas).sum();
  }
}
