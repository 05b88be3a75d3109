package dev.trimtab.place.cluster;

import dev.trimtab.model.Problem;
import dev.trimtab.place.board.FirstFit;
import dev.trimtab.place.plan.NodePlan;
import dev.trimtab.place.plan.PlanProblem;
import dev.trimtab.place.plan.PlanSettings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A search for plans that falls back to first fit where the solver's native library cannot be
/// used: a night goes on without it.
final class SafeSearch {
  private final Search search;
  private @Nullable LinkageError missing;

  /// What finds a plan.
  interface Search {
    NodePlan plan(PlanProblem problem, PlanSettings settings);
  }

  SafeSearch(Search search) {
    this.search = search;
  }

  NodePlan plan(PlanProblem problem, PlanSettings settings) {
    try {
      return search.plan(problem, settings);
    } catch (LinkageError e) {
      missing = e;
      return FirstFit.tuned(problem);
    }
  }

  /// Whether the library was missed.
  boolean isWithoutSolver() {
    return missing != null;
  }

  Optional<Problem> problem(String cluster) {
    return Optional.ofNullable(missing)
        .map(error ->
            new Problem(
                "nodes/" + cluster,
                "solver",
                "no-solver",
                "the solver's native library cannot be loaded (%s): nodes are planned by first fit, and no lower bound is proven. Maybe this machine's C library is not glibc, or its temporary folder is full or may not hold programs (set -Djava.io.tmpdir)"
                    .formatted(error)));
  }
}
