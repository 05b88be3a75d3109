package dev.trimtab.allocate;

import dev.trimtab.model.cluster.Node;
import dev.trimtab.units.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;

/// What a core-hour and a GiB-hour cost on a set of nodes: OpenCost's base prices, scaled so that
/// the nodes' capacity, GPUs among it, at these prices costs what the nodes do.
public record UnitPrices(Money perCoreHour, Money perGibHour) {
  private static final BigDecimal CORE = new BigDecimal("0.031611");
  private static final BigDecimal GIB = new BigDecimal("0.004237");
  private static final BigDecimal GPU = new BigDecimal("0.95");

  /// Empty where no node has a price.
  ///
  /// @param price of an hour of a node, if known; nodes without one are left out
  public static Optional<UnitPrices> of(
      Collection<Node> nodes, Function<Node, Optional<Money>> price) {
    var base = BigDecimal.ZERO;
    Money total = null;
    for (var node : nodes) {
      var hour = price.apply(node);
      if (hour.isPresent()) {
        total = total == null ? hour.get() : total.plus(hour.get());
        base =
            base.add(CORE.multiply(BigDecimal.valueOf(node.capacityCpu().cores())))
                .add(GIB.multiply(BigDecimal.valueOf(node.capacityMemory().gibi())))
                .add(GPU.multiply(BigDecimal.valueOf(node.gpus())));
      }
    }
    if (total == null || base.signum() == 0) {
      return Optional.empty();
    }
    var scale = total.amount().divide(base, MathContext.DECIMAL64);
    return Optional.of(
        new UnitPrices(
            new Money(total.currency(), CORE.multiply(scale)),
            new Money(total.currency(), GIB.multiply(scale))));
  }
}
