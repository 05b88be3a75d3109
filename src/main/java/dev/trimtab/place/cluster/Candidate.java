package dev.trimtab.place.cluster;

import dev.trimtab.place.board.PlanCheck;
import dev.trimtab.place.plan.NodePlan;
import dev.trimtab.place.plan.PlanProblem;

/// A plan with the problem that it solves.
record Candidate(PlanProblem problem, NodePlan plan) {
  /// The one that places more, or as much for less; the first of equals.
  Candidate orCheaper(Candidate other) {
    long mine = unplaced();
    long theirs = other.unplaced();
    boolean better =
        theirs != mine ? theirs < mine : other.plan.price().compareTo(plan.price()) < 0;
    return better && PlanCheck.violations(other.problem, other.plan).isEmpty() ? other : this;
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
