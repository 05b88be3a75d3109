package dev.trimtab.place.pack;

import dev.trimtab.place.board.Board;
import dev.trimtab.place.board.FirstFit;
import dev.trimtab.place.board.LastResort;
import dev.trimtab.place.pack.InstanceBuilder.Detail;
import dev.trimtab.place.plan.Demand;
import dev.trimtab.place.plan.NodePlan;
import dev.trimtab.place.plan.Offer;
import dev.trimtab.place.plan.Offers;
import dev.trimtab.place.plan.PlanProblem;
import dev.trimtab.place.plan.PlanSettings;
import dev.trimtab.place.plan.PlanSettings.Risk;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/// Plans nodes for pods: a plan, and a bound below which no plan can cost.
///
/// First fit gives a plan at once; column generation a bound and, rounded, a better plan; the rest
/// of the time goes into repacking the plan and raising the bound, side by side.
public final class Planner {
  /// Where interruptions count, a workload this large does not put more than this share of its
  /// replicas into one pool, unless nothing else can hold them, or its owner says another share.
  private static final int LARGE = 10;

  private static final double LARGEST_SHARE = 0.27;

  /// Part of the time that goes into the plan where the price's own bound takes the rest.
  private static final double SEARCHING = 0.75;

  /// Seconds that finishing takes: at least, for each pod, and at most.
  private static final double FINISH = 0.5;

  private static final double FINISH_POD = 3e-5;

  private static final double FINISH_MOST = 6;

  /// With more of them one linear program is too slow, and the problem is planned in parts.
  private static final int MOST_ITEMS = 1000;

  /// The same where rules count replicas: then its columns take longer to find.
  private static final int MOST_COUNTING = 300;

  private final PlanSettings settings;
  private final LongSupplier nanoTime;

  public Planner(PlanSettings settings, LongSupplier nanoTime) {
    this.settings = settings;
    this.nanoTime = nanoTime;
  }

  public NodePlan plan(PlanProblem problem) {
    var deadline = deadline(problem);
    if (problem.demands().isEmpty()) {
      return FirstFit.plan(problem);
    }
    var wanted = spreadOverPools(problem);
    var greedy = settled(problem, wanted, FirstFit.plan(wanted));
    var offers = Offers.usable(problem);
    var costs = new InterruptionCost(settings.risk(), offers);
    var instance = instance(offers, costs, wanted.demands());
    if (instance.classes().isEmpty()) {
      return greedy;
    }
    try (var search = search(instance, offers, costs, wanted.demands())) {
      return solve(problem, wanted, search, new Objective(costs), greedy, deadline);
    }
  }

  private static Instance instance(
      List<Offer> offers, InterruptionCost costs, List<Demand> demands) {
    return new InstanceBuilder(offers, costs, Detail.FINE).build(demands);
  }

  private Search search(
      Instance instance, List<Offer> offers, InterruptionCost costs, List<Demand> demands) {
    boolean counts = instance.classes().stream().anyMatch(PodClass::counts);
    if (instance.items() > (counts ? MOST_COUNTING : MOST_ITEMS)) {
      return new Divided(offers, costs, demands, settings.seed());
    }
    var relaxed = counts ? new InstanceBuilder(offers, costs, Detail.RELAXED).build(demands) : null;
    return new Solution(instance, relaxed, settings.seed());
  }

  private NodePlan solve(
      PlanProblem problem,
      PlanProblem wanted,
      Search search,
      Objective objective,
      NodePlan greedy,
      Deadline deadline) {
    var best = greedy;
    if (settings.timeLimit().isZero()) {
      search.prove(deadline);
    } else {
      var tuned =
          CompletableFuture.supplyAsync(() -> settled(problem, wanted, FirstFit.tuned(wanted)));
      var dealt = settled(problem, wanted, search.plan(deadline));
      best = objective.cheaper(dealt, best);
      best = objective.cheaper(best, tuned.join());
    }
    double bound = search.bound(best);
    double cost = objective.of(best);
    double priceBound =
        settings.risk() == Risk.PRICE_ONLY ? bound : priceBound(problem, best, search, deadline);
    return new NodePlan(
        best.nodes(),
        best.unplaced(),
        cost,
        Math.min(priceBound, best.price().doubleValue()),
        Math.min(bound, cost));
  }

  /// The price alone has a bound of its own; what the search found its pods worth is a start.
  private double priceBound(
      PlanProblem problem, NodePlan plan, Search searched, Deadline deadline) {
    var offers = Offers.usable(problem);
    var costs = new InterruptionCost(Risk.PRICE_ONLY, offers);
    var instance = instance(offers, costs, problem.demands());
    try (var search = search(instance, offers, costs, problem.demands())) {
      search.learnFrom(searched, deadline.at(1 / SEARCHING));
      // what the search has left is this bound's: the search itself ended with its own part
      search.prove(deadline.at(1 / SEARCHING));
      return search.bound(plan);
    }
  }

  /// The plan with all that it left out and some node can take: under what this planner wished
  /// besides, and what then is still left by the problem's own rules alone.
  private NodePlan settled(PlanProblem problem, PlanProblem wanted, NodePlan plan) {
    return settled(problem, settings.risk() == Risk.PRICE_ONLY ? plan : settled(wanted, plan));
  }

  private static NodePlan settled(PlanProblem problem, NodePlan plan) {
    var board = Board.of(problem, plan);
    return board.plan(LastResort.settle(board));
  }

  private Deadline deadline(PlanProblem problem) {
    long pods = problem.demands().stream().mapToLong(Demand::replicas).sum();
    double reserve = Math.min(FINISH_MOST, FINISH + FINISH_POD * pods);
    long start = nanoTime.getAsLong();
    double seconds = settings.timeLimit().toNanos() / 1e9;
    // the price's own bound takes its part of the time, too
    double part = settings.risk() == Risk.PRICE_ONLY ? 1 : SEARCHING;
    double usable = Math.max(0.5 * seconds, seconds - reserve) * part;
    return new Deadline(nanoTime, start, start + (long) (usable * 1e9));
  }

  private PlanProblem spreadOverPools(PlanProblem problem) {
    return settings.risk() == Risk.PRICE_ONLY
        ? problem
        : new PlanProblem(
            problem.demands().stream().map(Planner::spreadOverPools).toList(),
            problem.daemons(),
            problem.offers());
  }

  private static Demand spreadOverPools(Demand demand) {
    var wants = demand.wants();
    if (!wants.spot() || demand.replicas() < LARGE || wants.maxPoolShare() < 1) {
      return demand;
    }
    return new Demand(
        demand.workload(),
        demand.replicas(),
        demand.pod(),
        new Demand.Wants(
            wants.arch(),
            wants.spot(),
            wants.zone(),
            wants.maxSkew(),
            wants.onePerNode(),
            LARGEST_SHARE,
            wants.rules()));
  }
}
