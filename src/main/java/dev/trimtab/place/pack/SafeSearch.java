package dev.trimtab.place.pack;

import dev.trimtab.model.Problem;
import dev.trimtab.place.board.FirstFit;
import dev.trimtab.place.plan.NodePlan;
import dev.trimtab.place.plan.Offers;
import dev.trimtab.place.plan.PlanProblem;
import dev.trimtab.place.plan.PlanSettings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A search for plans that falls back to first fit where the solver's native library cannot be
/// used: there is a plan without it, but no bound.
public final class SafeSearch {
  private final Finder finder;
  private @Nullable LinkageError missing;

  /// What finds a plan.
  public interface Finder {
    NodePlan plan(PlanProblem problem, PlanSettings settings);
  }

  public SafeSearch(Finder finder) {
    this.finder = finder;
  }

  public NodePlan plan(PlanProblem problem, PlanSettings settings) {
    try {
      return finder.plan(problem, settings);
    } catch (LinkageError e) {
      missing = e;
      return firstFit(problem, settings);
    }
  }

  /// With what it is worth under the wanted risk, and with nothing proven of any other plan.
  private static NodePlan firstFit(PlanProblem problem, PlanSettings settings) {
    var plan = FirstFit.tuned(problem);
    var costs = new InterruptionCost(settings.risk(), Offers.usable(problem));
    return new NodePlan(plan.nodes(), plan.unplaced(), new Objective(costs).of(plan), 0, 0);
  }

  /// Whether the library was missed.
  public boolean isWithoutSolver() {
    return missing != null;
  }

  /// What was missed, and what to do about it.
  ///
  /// @param source of the problem
  public Optional<Problem> problem(String source) {
    return Optional.ofNullable(missing)
        .map(error ->
            new Problem(
                source,
                "solver",
                "no-solver",
                "the solver's native library cannot be loaded (%s): nodes are planned by first fit, and no lower bound is proven. Maybe this machine's C library is not glibc, or its temporary folder is full or may not hold programs (set -Djava.io.tmpdir)"
                    .formatted(why(error))));
  }

  /// The class's own failure to load says less than what made it fail.
  private static Throwable why(Throwable error) {
    var cause = error.getCause();
    return cause == null ? error : why(cause);
  }
}
