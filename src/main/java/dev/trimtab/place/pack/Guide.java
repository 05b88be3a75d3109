package dev.trimtab.place.pack;

import dev.trimtab.place.plan.Demand;
import java.util.HashMap;
import java.util.Map;

/// What a problem without rules that count a workload's replicas teaches of the one with them: it
/// has far fewer classes, its duals are near the whole problem's, and its bound holds for it.
final class Guide {
  /// Gaps at which what is known is told.
  private static final double[] TOLD = {0.3, 0.1, 0.03, 0.01, 3e-3, 1e-3};

  private final Instance relaxed;

  /// @param relaxed of the same offers
  Guide(Instance relaxed) {
    this.relaxed = relaxed;
  }

  /// Solves the relaxed problem as far as time lets, and tells the whole one's generation on the
  /// way.
  void lead(Instance whole, Generation generation, Deadline deadline) {
    var offers = new Dominance(relaxed).left();
    try (var master = new Master(relaxed)) {
      var solved = new Generation(relaxed, offers, new Pricing(relaxed), master);
      for (double gap : TOLD) {
        solved.run(deadline, gap);
        if (solved.rounds() == 0) {
          return; // the solver gave up at once: nothing is known
        }
        generation.hear(duals(whole, solved.bestDuals()), ceilings(offers, solved.ceilings()));
        if (deadline.passed()) {
          return;
        }
      }
    }
  }

  private Duals duals(Instance whole, Duals found) {
    var classOf = new HashMap<Demand, Integer>();
    for (int c = 0; c < relaxed.classes().size(); c++) {
      for (var demand : relaxed.classes().get(c).demands()) {
        classOf.put(demand, c);
      }
    }
    var item = new double[whole.items()];
    for (var of : whole.classes()) {
      int like = classOf.getOrDefault(of.demands().getFirst(), -1);
      for (int i : of.items()) {
        item[i] = like < 0 ? 0 : found.item[relaxed.classes().get(like).items()[0]];
      }
    }
    return new Duals(item, Map.of());
  }

  /// An offer that another beats has no higher ceiling than that one, which costs no more.
  private double[] ceilings(int[] offers, double[] found) {
    var cost = relaxed.cost();
    double over = 1;
    for (int o : offers) {
      if (relaxed.available()[o] == Instance.UNBOUNDED && found[o] > cost[o]) {
        over = Math.max(over, cost[o] > 0 ? found[o] / cost[o] : Double.POSITIVE_INFINITY);
      }
    }
    var ceilings = new double[cost.length];
    for (int o = 0; o < cost.length; o++) {
      ceilings[o] = over * cost[o];
    }
    for (int o : offers) {
      ceilings[o] = found[o];
    }
    return ceilings;
  }
}
