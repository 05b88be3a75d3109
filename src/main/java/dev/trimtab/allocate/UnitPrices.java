package dev.trimtab.allocate;

import dev.trimtab.model.cluster.Node;
import dev.trimtab.units.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a core-hour, a GiB-hour and a GPU-hour cost on a set of nodes: OpenCost's base prices,
/// scaled so that the nodes' capacity at these prices costs what the nodes do.
///
/// Cores and memory are priced by the nodes without GPUs, GPUs by those that have them: a GPU costs
/// between a half and many times its base price, which says nothing of cores. Where there are only
/// nodes of one sort, they price all.
public record UnitPrices(Money perCoreHour, Money perGibHour, Money perGpuHour) {
  private static final BigDecimal CORE = new BigDecimal("0.031611");
  private static final BigDecimal GIB = new BigDecimal("0.004237");
  private static final BigDecimal GPU = new BigDecimal("0.95");

  /// What nodes cost, and what they would at base prices.
  private record Priced(Money cost, BigDecimal base) {
    Priced plus(Priced other) {
      return new Priced(cost.plus(other.cost), base.add(other.base));
    }

    Money scaled(BigDecimal price) {
      return new Money(
          cost.currency(), price.multiply(cost.amount().divide(base, MathContext.DECIMAL64)));
    }
  }

  /// Empty where no node has a price.
  ///
  /// @param price of an hour of a node, if known; nodes without one are left out
  public static Optional<UnitPrices> of(
      Collection<Node> nodes, Function<Node, Optional<Money>> price) {
    Map<Boolean, Optional<Priced>> byGpus =
        nodes.stream()
            .collect(
                Collectors.partitioningBy(
                    node -> node.gpus() > 0,
                    Collectors.flatMapping(
                        node -> priced(node, price).stream(), Collectors.reducing(Priced::plus))));
    var plain = byGpus.getOrDefault(false, Optional.empty());
    var withGpus = byGpus.getOrDefault(true, Optional.empty());
    return of(plain.or(() -> withGpus).orElse(null), withGpus.or(() -> plain).orElse(null));
  }

  private static Optional<UnitPrices> of(@Nullable Priced cores, @Nullable Priced gpus) {
    return cores == null || gpus == null
        ? Optional.empty()
        : Optional.of(new UnitPrices(cores.scaled(CORE), cores.scaled(GIB), gpus.scaled(GPU)));
  }

  private static Optional<Priced> priced(Node node, Function<Node, Optional<Money>> price) {
    var base =
        CORE.multiply(BigDecimal.valueOf(node.capacityCpu().cores()))
            .add(GIB.multiply(BigDecimal.valueOf(node.capacityMemory().gibi())))
            .add(GPU.multiply(BigDecimal.valueOf(node.gpus())));
    return base.signum() == 0
        ? Optional.empty()
        : price.apply(node).map(cost -> new Priced(cost, base));
  }
}
