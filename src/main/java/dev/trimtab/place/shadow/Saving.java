package dev.trimtab.place.shadow;

import dev.trimtab.model.plan.ClusterPlan.ConstraintCost;
import dev.trimtab.place.pack.LinearCost.Change;
import dev.trimtab.units.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Locale;

/// What would be saved without a constraint, and how well that is known.
///
/// @param perHour never negative
/// @param known the words before the amount
/// @param doubt a saving per hour that may be nothing but noise
record Saving(Candidate candidate, double perHour, String known, double doubt) {
  private static final BigDecimal HOURS_PER_MONTH = BigDecimal.valueOf(730);

  /// Parts of the whole price below which a difference of two prices is noise.
  private static final double NOISE = 1e-6;

  private static final double NOISE_UNSOLVED = 1e-5;

  /// A cent a month.
  private static final double CENT = 0.01 / 730;

  static Saving exact(Candidate candidate, double perHour) {
    return new Saving(candidate, Math.max(0, perHour), "", CENT);
  }

  static Saving of(Candidate candidate, Change change) {
    var now = change.now();
    var then = change.then();
    double found = now.attained() - then.attained();
    if (now.isPoint() && then.isPoint() && found > NOISE * now.attained()) {
      return new Saving(candidate, now.attained() - then.bound(), "at most ", CENT);
    }
    boolean solved = now.isPoint() && then.isPoint();
    double noise = (solved ? NOISE : NOISE_UNSOLVED) * now.attained();
    return new Saving(candidate, Math.max(0, found), "about ", Math.max(CENT, noise));
  }

  boolean isSomething() {
    return perHour > doubt;
  }

  ConstraintCost cost(Currency currency) {
    var monthly =
        BigDecimal.valueOf(perHour)
            .multiply(HOURS_PER_MONTH)
            .setScale(Money.STORED_SCALE, RoundingMode.HALF_UP);
    var demand = candidate.demand();
    return new ConstraintCost(
        candidate.lift().label(),
        demand.workload(),
        new Money(currency, monthly),
        String.format(
            Locale.ROOT,
            "%s costs %s%,.2f %s a month",
            candidate.lift().words(demand),
            known,
            monthly,
            currency.getCurrencyCode()));
  }
}
