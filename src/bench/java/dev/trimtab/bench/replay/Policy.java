package dev.trimtab.bench.replay;

import dev.trimtab.place.plan.PlanSettings.Risk;
import java.util.List;

/// A way to choose nodes.
///
/// @param spot whether spot nodes may be chosen at all
/// @param share largest share of a workload's replicas in one pool, 0..1; NaN for no bound
record Policy(String name, boolean spot, Basis basis, Risk risk, double share) {
  /// Which prices a choice is made on.
  enum Basis {
    /// In force when it is made.
    NOW,
    /// The mean of the week before.
    WEEK,
    /// The mean of the time that it is held for, which nobody can know.
    FORESIGHT
  }

  /// As Trimtab bounds it where interruptions count.
  static final double SHARE = 0.27;

  static final Policy ON_DEMAND =
      new Policy("on-demand", false, Basis.NOW, Risk.PRICE_ONLY, Double.NaN);

  static final Policy PRICE_ONLY =
      new Policy("price-only", true, Basis.WEEK, Risk.PRICE_ONLY, Double.NaN);

  static final Policy NEUTRAL = new Policy("neutral", true, Basis.WEEK, Risk.NEUTRAL, Double.NaN);

  static final Policy FORESIGHT =
      new Policy("foresight", true, Basis.FORESIGHT, Risk.PRICE_ONLY, Double.NaN);

  static final Policy FORESIGHT_DIVERSIFIED =
      new Policy("foresight, diversified", true, Basis.FORESIGHT, Risk.PRICE_ONLY, SHARE);

  static final List<Policy> ALL =
      List.of(
          ON_DEMAND,
          PRICE_ONLY,
          PRICE_ONLY.now(),
          new Policy("diversified", true, Basis.WEEK, Risk.PRICE_ONLY, SHARE),
          new Policy("diversified", true, Basis.WEEK, Risk.PRICE_ONLY, SHARE).now(),
          NEUTRAL,
          NEUTRAL.now(),
          FORESIGHT,
          FORESIGHT_DIVERSIFIED);

  private Policy now() {
    return new Policy(name + ", now", spot, Basis.NOW, risk, share);
  }
}
