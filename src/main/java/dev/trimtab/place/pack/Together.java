package dev.trimtab.place.pack;

import dev.trimtab.model.cluster.WorkloadRef;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Prices of pods that were found part by part, taken together: all nodes are priced at them once,
/// and what they prove holds for the whole.
final class Together {
  private static final int DEPTH = 400;
  private static final int DEEPER = 4;
  private static final int DEEPEST = 100_000;

  /// Of the parts' prices in a mixture.
  private static final double[] SHARES = {0.5, 1, 0.25, 0.75};

  private final Instance whole;
  private final Map<WorkloadRef, Integer> classOf = new HashMap<>();
  private final Duals duals;
  private final List<Proof> proofs = new ArrayList<>();

  Together(Instance whole) {
    this.whole = whole;
    this.duals = new Duals(new double[whole.items()], new HashMap<>());
    for (int c = 0; c < whole.classes().size(); c++) {
      for (var demand : whole.classes().get(c).demands()) {
        classOf.put(demand.workload(), c);
      }
    }
  }

  /// Takes in what a part's pods are worth. Its classes are classes of the whole, its offers the
  /// whole's in their order.
  synchronized void add(Instance part, Duals found) {
    var there = new int[part.classes().size()];
    for (int c = 0; c < there.length; c++) {
      var of = part.classes().get(c);
      there[c] = Objects.requireNonNull(classOf.get(of.demands().getFirst().workload()));
      var items = whole.classes().get(there[c]).items();
      for (int z = 0; z < items.length; z++) {
        duals.item[items[z]] = found.item[of.items()[z]];
      }
    }
    found.pool.forEach((offer, classes) ->
        classes.forEach((of, value) ->
            duals.pool.computeIfAbsent(offer, k -> new HashMap<>()).put(there[of], value)));
  }

  /// Prices all nodes at these prices, and at mixtures of them with others: parts that do not know
  /// of each other price some pods too high for the whole. Then at the best mixture once more, ever
  /// deeper, as time lets.
  void prove(Duals others, Deadline deadline) {
    var pricing = new Pricing(whole);
    var left = new Dominance(whole).left();
    for (double share : SHARES) {
      if (!deadline.passed()) {
        prove(pricing, left, duals.mixed(others, share), new Pricing.Effort(DEPTH, deadline));
      }
    }
    for (int depth = DEEPER * DEPTH; depth <= DEEPEST && !deadline.passed(); depth *= DEEPER) {
      prove(pricing, left, best().duals(), new Pricing.Effort(depth, deadline));
    }
  }

  private void prove(Pricing pricing, int[] offers, Duals at, Pricing.Effort effort) {
    var ceiling = new double[whole.offerCount()];
    pricing.price(offers, at, effort).forEach(p -> ceiling[p.offer()] = p.ceiling());
    proofs.add(new Proof(at, ceiling));
  }

  private Proof best() {
    var bound = new Bound(whole);
    return Collections.max(
        proofs, Comparator.comparingDouble(p -> bound.of(p.duals(), p.ceiling(), 0)));
  }

  /// The best bound when so many pods need not be placed; 0 before anything is proven.
  double bound(long missing) {
    var bound = new Bound(whole);
    return proofs.stream()
        .mapToDouble(proof -> bound.of(proof.duals(), proof.ceiling(), missing))
        .reduce(0, Math::max);
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Proof(Duals duals, double[] ceiling) {}
}
