package dev.trimtab.place.pack;

import java.util.Optional;
import java.util.stream.IntStream;

/// Columns made to measure for what remains to be placed: of each offer the best filling that takes
/// no more pods than there are.
final class Tailored {
  private static final Pricing.Effort SEARCH = Pricing.Effort.quick(400);

  /// A column has to be worth so much more than it costs.
  private static final double CLOSE = 1e-6;

  private final Instance instance;
  private final int[] offers;
  private final ThreadLocal<Search> searches;

  /// @param offers to choose from
  Tailored(Instance instance, int[] offers) {
    this.instance = instance;
    this.offers = offers;
    this.searches = ThreadLocal.withInitial(() -> new Search(instance));
  }

  /// What it takes to look at one offer; not for two threads at once.
  private record Search(Shelf shelf, Knapsack knapsack) {
    Search(Instance instance) {
      this(new Shelf(instance), new Knapsack());
    }
  }

  /// Adds what a solved program over the rest lacks.
  ///
  /// @param parallel whether offers are looked at side by side
  /// @return whether there was any
  boolean addTo(Master master, Remaining remaining, boolean parallel) {
    var duals = master.duals();
    var cost =
        IntStream.of(offers).mapToDouble(o -> instance.cost()[o] + master.countDual(o)).toArray();
    var all = IntStream.range(0, offers.length).filter(at -> remaining.available(offers[at]) > 0);
    boolean added = false;
    for (var column :
        (parallel ? all.parallel() : all)
            .mapToObj(at -> best(offers[at], duals, cost[at], remaining))
            .flatMap(Optional::stream)
            .toList()) {
      added |= master.add(column);
    }
    return added;
  }

  private Optional<Column> best(int offer, Duals duals, double cost, Remaining remaining) {
    var search = searches.get();
    var knapsack = search.knapsack();
    search.shelf().lay(knapsack, offer, duals, item -> remaining.most(item, offer));
    if (knapsack.count() == 0) {
      return Optional.empty();
    }
    var room = new double[Relaxation.DIMENSIONS];
    double most = knapsack.relax(room);
    double least = cost * (1 + CLOSE);
    if (most <= least) {
      return Optional.empty();
    }
    knapsack.narrow(room, most, least);
    knapsack.search(SEARCH, least);
    return knapsack.bestValue() > least
        ? Optional.of(Column.of(instance, offer, knapsack.best()))
        : Optional.empty();
  }
}
