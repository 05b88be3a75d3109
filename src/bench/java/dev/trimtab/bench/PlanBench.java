package dev.trimtab.bench;

import dev.trimtab.bench.open.Catalog;
import dev.trimtab.bench.open.Pods;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.place.board.PlanCheck;
import dev.trimtab.place.pack.Planner;
import dev.trimtab.place.plan.Demand;
import dev.trimtab.place.plan.NodePlan;
import dev.trimtab.place.plan.PlanProblem;
import dev.trimtab.place.plan.PlanSettings;
import dev.trimtab.place.plan.PlanSettings.Risk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Plans large clusters, without constraints: how near the cheapest, how long, how much heap.
///
/// @param pods about so many, of sizes as often as a production cluster has them
/// @param mostGap in percent
record PlanBench(int pods, Duration timeLimit, double mostGap) {
  private static final List<String> ZONES = List.of("us-east-1a", "us-east-1b", "us-east-1c");
  private static final int MOST_REPLICAS = 60;
  private static final double MOST_HEAP = 2048;
  private static final double NANOS = 1e9;

  List<Figure> run() throws SourceUnavailable {
    var problem = new PlanProblem(demands(), List.of(), Catalog.offers(ZONES));
    try (var heap = new LiveHeap()) {
      long start = System.nanoTime();
      var plan =
          new Planner(new PlanSettings(Risk.PRICE_ONLY, timeLimit, 1), System::nanoTime)
              .plan(problem);
      double seconds = (System.nanoTime() - start) / NANOS;
      check(problem, plan);
      System.out.printf(
          "  %,d pods of %,d workloads on %,d nodes: $%,.2f an hour, at least $%,.2f%n",
          pods(problem),
          problem.demands().size(),
          plan.nodeCount(),
          plan.price(),
          plan.lowerBound());
      var name = "%,d pods: ".formatted(pods);
      return List.of(
          new Figure(name + "gap", 100 * plan.gap(), mostGap, "%", Figure.Goal.AT_MOST),
          new Figure(name + "wall time", seconds, timeLimit.toSeconds(), "s", Figure.Goal.AT_MOST),
          new Figure(name + "live heap", heap.mebi(), MOST_HEAP, "MiB", Figure.Goal.AT_MOST));
    }
  }

  private static void check(PlanProblem problem, NodePlan plan) {
    var broken = PlanCheck.violations(problem, plan);
    if (!broken.isEmpty() || !plan.unplaced().isEmpty()) {
      throw new IllegalStateException(
          "a plan breaks rules or leaves pods out: %s %s".formatted(broken, plan.unplaced()));
    }
  }

  private static long pods(PlanProblem problem) {
    return problem.demands().stream().mapToLong(Demand::replicas).sum();
  }

  /// Six of ten workloads may use spot.
  private List<Demand> demands() throws SourceUnavailable {
    var random = new SplittableRandom(11);
    var sizes = Pods.sizes();
    double known = sizes.values().stream().mapToInt(Integer::intValue).sum();
    var demands = new ArrayList<Demand>();
    for (var size : sizes.entrySet()) {
      int left = (int) Math.ceil(size.getValue() / known * pods);
      while (left > 0) {
        int replicas = Math.min(left, random.nextInt(1, MOST_REPLICAS + 1));
        var wants =
            new Demand.Wants("amd64", random.nextInt(10) < 6, "", -1, false, Double.NaN, List.of());
        var name = new WorkloadRef("openb", "openb", "Deployment", "w" + demands.size());
        demands.add(new Demand(name, replicas, size.getKey(), wants));
        left -= replicas;
      }
    }
    return demands;
  }
}
