package dev.trimtab.place.pack;

import dev.trimtab.place.plan.Demand;
import dev.trimtab.place.plan.Offer;
import dev.trimtab.place.plan.Offers;
import dev.trimtab.place.plan.PlanProblem;
import dev.trimtab.place.plan.PlanSettings.Risk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/// What a problem costs per hour if parts of nodes could be had: the linear program behind every
/// plan, and the same after a change to one demand, which starts from the columns already known.
///
/// The price alone counts. Workloads of which some replica has no place are left out: what cannot
/// be had has no price.
public final class LinearCost implements AutoCloseable {
  /// Leaving out a workload may not be enough at once, but every time some go.
  private static final int ATTEMPTS = 4;

  private static final double MISSING = 1e-6;

  /// Of a column's cost.
  private static final double USEFUL = 0.995;

  private final List<Offer> offers;
  private final InterruptionCost priceOnly;
  private final LongSupplier nanoTime;
  private List<Demand> demands;
  private double attained;
  private Instance instance;
  private Solution solution;
  private RoomPrices prices;

  private LinearCost(PlanProblem problem, LongSupplier nanoTime) {
    this.offers = Offers.usable(problem);
    this.priceOnly = new InterruptionCost(Risk.PRICE_ONLY, offers);
    this.nanoTime = nanoTime;
    this.demands = placeable(problem.demands());
    this.instance = instance(demands);
    this.solution = new Solution(instance, 0);
    this.prices = new RoomPrices(instance, new Duals(new double[instance.items()], Map.of()));
  }

  /// The program's optimum lies between the two.
  ///
  /// @param bound per hour: proven, nothing costs less
  /// @param attained per hour, by parts of nodes that hold all pods under all rules
  public record Range(double bound, double attained) {
    private static final double CLOSE = 1e-5;

    public Range {
      bound = Math.min(bound, attained);
    }

    /// So close that the optimum is known.
    public boolean isPoint() {
      return bound >= attained * (1 - CLOSE);
    }
  }

  /// The same problem under one rule more and less.
  public record Change(Range now, Range then) {}

  /// Solves the program, as far as time allows.
  public static LinearCost of(PlanProblem problem, Duration limit, LongSupplier nanoTime) {
    var cost = new LinearCost(problem, nanoTime);
    cost.solve(cost.deadline(limit));
    return cost;
  }

  private void solve(Deadline deadline) {
    for (int attempt = 0; attempt < ATTEMPTS && !demands.isEmpty(); attempt++) {
      solution.generate(deadline);
      solution.generation.prove(deadline);
      attained = solution.master.solve(); // what was found last counts, too
      var without = withoutShort();
      if (without.size() == demands.size()) {
        break;
      }
      solution.close();
      demands = without;
      instance = instance(demands);
      solution = new Solution(instance, 0);
    }
    if (!demands.isEmpty()) {
      prices = new RoomPrices(instance, solution.master.duals());
    }
  }

  /// Wholly placed by the program: only these demands' rules have a price.
  public boolean counts(Demand demand) {
    return demands.contains(demand);
  }

  /// What the problem costs.
  public Range range() {
    return demands.isEmpty()
        ? new Range(0, 0)
        : new Range(solution.generation.bestBound(), attained);
  }

  /// What it costs, and what it would cost if one demand were another, as far as time allows to
  /// say.
  ///
  /// Whatever mixes are found for the one count for the other, too, as far as its rules allow: so
  /// that the difference is the rule's, not that of a longer search.
  ///
  /// @param lifted as the demand, with a rule less
  public Change with(Demand demand, Demand lifted, Duration limit) {
    var deadline = deadline(limit);
    var changed = new ArrayList<>(demands);
    changed.set(demands.indexOf(demand), lifted);
    var other = instance(changed);
    try (var again = new Solution(other, 0)) {
      carry(solution, instance, again, other, demand, lifted, true);
      again.generation.run(deadline);
      if (range().isPoint()) {
        again.generation.prove(deadline);
      }
      var then = new Range(again.generation.bestBound(), again.master.solve());
      carry(again, other, solution, instance, lifted, demand, false);
      attained = solution.master.solve();
      return new Change(range(), then);
    }
  }

  /// @param useful only those that are near to being worth what they cost: the rest slows the
  ///   solver
  private static void carry(
      Solution from,
      Instance before,
      Solution to,
      Instance after,
      Demand was,
      Demand is,
      boolean useful) {
    var carried = new Carried(before, after, was, is);
    var worth = from.master.duals();
    for (var column : from.master.columns()) {
      if (!useful || isWorth(column, worth, before)) {
        carried.carry(column).forEach(to.master::add);
      }
    }
  }

  private static boolean isWorth(Column column, Duals worth, Instance instance) {
    var pools = worth.poolsOf(column.offer());
    var filling = column.filling();
    double sum = 0;
    for (int k = 0; k < filling.items.length; k++) {
      int item = filling.items[k];
      double share = pools.getOrDefault(instance.classOf()[item], 0.0);
      sum += filling.counts[k] * (worth.item[item] - share);
    }
    return sum >= USEFUL * column.cost();
  }

  /// About what would be saved per hour if one demand were another, by the worth of pods and of
  /// room at the optimum: good for an order, not a bound.
  public double estimate(Demand demand, Demand lifted) {
    return prices.saving(demand, lifted, solution.master);
  }

  /// Without those that no offer can hold, or not all of whose replicas may be placed.
  private List<Demand> placeable(List<Demand> all) {
    var homeless = new HashSet<>();
    instance(all).homeless().forEach(unplaced -> homeless.add(unplaced.workload()));
    return all.stream()
        .filter(demand -> demand.replicas() > 0 && !homeless.contains(demand.workload()))
        .toList();
  }

  private List<Demand> withoutShort() {
    Set<Demand> lacking = new HashSet<>();
    for (var of : instance.classes()) {
      for (int item : of.items()) {
        if (solution.master.missing(item) > MISSING) {
          lacking.addAll(of.demands());
        }
      }
    }
    return demands.stream().filter(demand -> !lacking.contains(demand)).toList();
  }

  private Instance instance(List<Demand> of) {
    return new InstanceBuilder(offers, priceOnly).build(of);
  }

  private Deadline deadline(Duration limit) {
    long now = nanoTime.getAsLong();
    return new Deadline(nanoTime, now, now + limit.toNanos());
  }

  @Override
  public void close() {
    solution.close();
  }
}
