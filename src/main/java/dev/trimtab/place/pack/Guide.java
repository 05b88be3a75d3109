package dev.trimtab.place.pack;

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
      var refined = new Refined(relaxed, whole);
      var solved = new Generation(relaxed, offers, new Pricing(relaxed), master);
      for (double gap : TOLD) {
        solved.run(deadline, gap);
        if (solved.rounds() == 0) {
          return; // the solver gave up at once: nothing is known
        }
        generation.hear(
            solved.bestDuals().told(relaxed, whole), ceilings(offers, solved.ceilings()));
        generation.hear(refined.of(solved.used()));
        if (deadline.passed()) {
          return;
        }
      }
    }
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
