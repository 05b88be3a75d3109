package dev.trimtab.bench.replay;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// What all origins tell together: money summed, risks at their worst.
public final class Verdict {
  private final List<Origin> origins;

  Verdict(List<Origin> origins) {
    this.origins = List.copyOf(origins);
  }

  /// How far neutral's paid price is above what perfect foresight with the same diversification
  /// would have paid at least, as a share.
  public double paidAboveForesight() {
    return above(Policy.NEUTRAL, Outcome::paid, Policy.FORESIGHT_DIVERSIFIED, Outcome::bound);
  }

  /// The same at the origin where it is furthest.
  public double paidAboveForesightAtWorst() {
    return worst(Policy.NEUTRAL, Policy.FORESIGHT_DIVERSIFIED);
  }

  /// How far the price at which neutral chose is above price-only's, as a share.
  public double dearerThanPriceOnly() {
    return above(Policy.NEUTRAL, Outcome::chosen, Policy.PRICE_ONLY, Outcome::chosen);
  }

  /// The largest share of a workload's replicas in one pool under neutral, 0..1.
  public double worstLoss() {
    return most(Policy.NEUTRAL, Outcome::worstLoss);
  }

  /// Neutral's chance of an interruption within a month less price-only's, in the mean over pods on
  /// spot nodes.
  public double moreInterruptions() {
    return mean(Policy.NEUTRAL, Outcome::interruptions)
        - mean(Policy.PRICE_ONLY, Outcome::interruptions);
  }

  void print() {
    System.out.println(
        """
          paid      $/h over the time that the plan was held for, mean over origins
          of o.-d.  the same in % of on-demand nodes' price
          fores.d.  in % above what perfect foresight, diversified, would have paid at least
          worst     the same at the origin where it is furthest
          fores.    in % above what perfect foresight, not diversified, would have paid at least
          moved     paid in % above the price that the plan was chosen at, worst origin
          list      price in force at the choice, in % above price-only's
          pool      most pods in one spot pool, in % of all, worst origin
          loss      most replicas of a workload in one spot pool, in %, worst origin
          chance    of an interruption within a month, in %, mean over pods on spot nodes
          gap       in % of the objective's bound, worst origin
        """);
    System.out.printf(
        "  %-24s%9s%9s%9s%9s%9s%9s%9s%9s%9s%9s%9s%n",
        "",
        "paid",
        "of o.-d.",
        "fores.d.",
        "worst",
        "fores.",
        "moved",
        "list",
        "pool",
        "loss",
        "chance",
        "gap");
    Policy.ALL.forEach(policy -> System.out.println(line(policy)));
  }

  private String line(Policy policy) {
    return String.format(
        Locale.ROOT,
        "  %-24s%9.2f%9.1f%+9.2f%+9.2f%+9.2f%+9.2f%+9.2f%9.1f%9.1f%9.2f%9.2f",
        policy.name(),
        sum(policy, Outcome::paid).doubleValue() / origins.size(),
        100 * (1 + above(policy, Outcome::paid, Policy.ON_DEMAND, Outcome::paid)),
        100 * above(policy, Outcome::paid, Policy.FORESIGHT_DIVERSIFIED, Outcome::bound),
        100 * worst(policy, Policy.FORESIGHT_DIVERSIFIED),
        100 * above(policy, Outcome::paid, Policy.FORESIGHT, Outcome::bound),
        100 * most(policy, o -> o.paid().doubleValue() / o.chosen().doubleValue() - 1),
        100 * above(policy, Outcome::list, Policy.PRICE_ONLY, Outcome::list),
        100 * most(policy, Outcome::largestPool),
        100 * most(policy, Outcome::worstLoss),
        100 * mean(policy, Outcome::interruptions),
        100 * most(policy, Outcome::gap));
  }

  private BigDecimal sum(Policy policy, Function<Outcome, BigDecimal> money) {
    return origins.stream()
        .map(origin -> money.apply(origin.of(policy)))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private double above(
      Policy policy,
      Function<Outcome, BigDecimal> money,
      Policy base,
      Function<Outcome, BigDecimal> its) {
    return sum(policy, money).doubleValue() / sum(base, its).doubleValue() - 1;
  }

  private double worst(Policy policy, Policy foresight) {
    return origins.stream()
        .mapToDouble(origin ->
            origin.of(policy).paid().doubleValue() / origin.of(foresight).bound().doubleValue() - 1)
        .max()
        .orElseThrow();
  }

  private double most(Policy policy, ToDoubleFunction<Outcome> figure) {
    return origins.stream()
        .mapToDouble(origin -> figure.applyAsDouble(origin.of(policy)))
        .max()
        .orElseThrow();
  }

  private double mean(Policy policy, ToDoubleFunction<Outcome> figure) {
    return origins.stream()
        .mapToDouble(origin -> figure.applyAsDouble(origin.of(policy)))
        .average()
        .orElseThrow();
  }
}
