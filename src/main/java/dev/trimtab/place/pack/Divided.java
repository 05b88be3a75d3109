package dev.trimtab.place.pack;

import dev.trimtab.place.board.FirstFit;
import dev.trimtab.place.pack.InstanceBuilder.Detail;
import dev.trimtab.place.plan.Demand;
import dev.trimtab.place.plan.NodePlan;
import dev.trimtab.place.plan.NodePlan.PlannedNode;
import dev.trimtab.place.plan.Offer;
import dev.trimtab.place.plan.PlanProblem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/// A problem of too many classes for one linear program: planned in parts, two at a time.
///
/// Two bounds hold for the plan: that of the same problem without rules that count replicas, which
/// is solved whole, and what the parts' prices of pods prove together, once all nodes are priced at
/// them.
final class Divided implements Search {
  private static final int AT_ONCE = 2;

  /// Seconds that a part takes, by the square of its coarse items: so that all parts together have
  /// the time there is.
  private static final double SECONDS = 0.9e-3;

  /// Items of a part, about: fewer fill nodes badly, more are too many for a linear program.
  private static final int FEWEST = 60;

  private static final int MOST = 250;

  /// Of the time: until parts are planned, and until the problem without rules that count is
  /// solved; in the rest the parts' prices prove what they can.
  private static final double PLANNING = 0.84;

  private static final double RELAXING = 0.97;

  /// A gap at which a problem without rules that count is solved.
  private static final double CLOSED = 3e-4;

  /// Of a part's time, at most, to solve it without rules that count.
  private static final double LEARNING = 0.1;

  private final List<Offer> offers;
  private final InterruptionCost costs;
  private final Instance whole;
  private final long seed;
  private final int most;
  private final Together together;
  private final Relaxed relaxed;

  Divided(List<Offer> offers, InterruptionCost costs, List<Demand> demands, long seed) {
    this(offers, costs, demands, seed, MOST);
  }

  /// @param most items in a part, about
  Divided(List<Offer> offers, InterruptionCost costs, List<Demand> demands, long seed, int most) {
    this.offers = offers;
    this.costs = costs;
    this.whole = new InstanceBuilder(offers, costs, Detail.COARSE).build(demands);
    this.seed = seed;
    this.most = most;
    this.together = new Together(whole);
    this.relaxed = new Relaxed(offers, costs, demands);
  }

  @Override
  public void learnFrom(Search other, Deadline deadline) {
    relaxed.learnFrom(other, deadline);
  }

  @Override
  public Duals told(Instance to) {
    return relaxed.told(to);
  }

  @Override
  public void prove(Deadline deadline) {
    relaxed.solve(deadline, CLOSED);
  }

  @Override
  public NodePlan plan(Deadline deadline) {
    var nodes = planned(deadline.at(PLANNING));
    relaxed.solve(deadline.at(RELAXING), CLOSED);
    together.prove(relaxed.told(whole), deadline);
    return new NodePlan(nodes, List.of(), 0, 0, 0);
  }

  private List<PlannedNode> planned(Deadline deadline) {
    var counted =
        Arrays.stream(whole.available()).anyMatch(available -> available != Instance.UNBOUNDED);
    int lanes = counted ? 1 : AT_ONCE; // what can be had is shared out one part after another
    var parts = Parts.of(whole, items(deadline));
    var left = new Counts(offers);
    return IntStream.range(0, lanes)
        .mapToObj(lane ->
            IntStream.range(0, parts.size())
                .filter(p -> p % lanes == lane)
                .mapToObj(parts::get)
                .toList())
        .map(some ->
            CompletableFuture.supplyAsync(() -> planned(some, left, deadline), Divided::run))
        .toList()
        .stream()
        .flatMap(lane -> lane.join().stream())
        .toList();
  }

  private int items(Deadline deadline) {
    double items = AT_ONCE * deadline.left() / (SECONDS * whole.items());
    return (int) Math.min(most, Math.max(FEWEST, items));
  }

  private static void run(Runnable lane) {
    Thread.ofPlatform().start(lane);
  }

  private List<PlannedNode> planned(List<List<Demand>> parts, Counts left, Deadline deadline) {
    var nodes = new ArrayList<PlannedNode>();
    double weight = parts.stream().mapToDouble(List::size).sum();
    for (var part : parts) {
      var until = deadline.within(part.size() / weight);
      weight -= part.size();
      var planned = planned(part, left.left(), until);
      left.take(planned);
      nodes.addAll(planned);
    }
    return nodes;
  }

  private List<PlannedNode> planned(List<Demand> part, List<Offer> left, Deadline deadline) {
    if (deadline.passed()) {
      return FirstFit.plan(new PlanProblem(part, List.of(), left)).nodes();
    }
    var instance = new InstanceBuilder(left, costs, Detail.COARSE).build(part);
    try (var solution = new Solution(instance, null, seed);
        var without = new Relaxed(left, costs, part)) {
      without.solve(deadline.at(LEARNING), CLOSED);
      solution.tryOut(without.told(instance), deadline);
      solution.solveAlone(deadline);
      together.add(instance, solution.generation.bestDuals());
      return Deal.of(instance, solution.nodes()).nodes();
    }
  }

  @Override
  public double bound(NodePlan plan) {
    long missing = Counted.missing(whole, plan);
    return Math.max(relaxed.bound(missing), together.bound(missing));
  }

  @Override
  public void close() {
    relaxed.close();
  }
}
