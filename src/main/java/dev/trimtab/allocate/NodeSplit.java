package dev.trimtab.allocate;

import dev.trimtab.model.cost.DailyCost;
import dev.trimtab.model.cost.NodeDay;
import dev.trimtab.units.LargestRemainder;
import dev.trimtab.units.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/// Splits one node's cost of a day: first into CPU, memory and GPU by OpenCost's base prices scaled
/// to the node's own, then each among those who held of it, and idle.
///
/// @param owner whose a holding is, for one resource
record NodeSplit(BiFunction<Holding, DailyCost.Kind, Owner> owner) {
  /// Dollars an hour, as OpenCost has them; only their ratios matter.
  private static final Amounts BASE_PRICES = new Amounts(0.031611, 0.004237, 0.95);

  private static final List<DailyCost.Kind> RESOURCES =
      List.of(DailyCost.Kind.CPU, DailyCost.Kind.MEMORY, DailyCost.Kind.GPU);

  /// A share that somebody bears of a node's cost.
  ///
  /// @param resource which part of the node
  record Share(Owner owner, DailyCost.Kind resource, BigDecimal quantity, BigDecimal cost) {}

  /// Shares that add up to the node's stored cost, to its last digit.
  List<Share> of(NodeDay node, List<Holding> held) {
    var capacity = Amounts.of(node);
    var priced = capacity.times(BASE_PRICES);
    var parts =
        LargestRemainder.split(
            node.cost().amount(),
            RESOURCES.stream().map(resource -> decimal(priced.get(resource))).toList(),
            Money.STORED_SCALE);
    var shares = new ArrayList<Share>();
    for (int i = 0; i < RESOURCES.size(); i++) {
      shares.addAll(split(RESOURCES.get(i), parts.get(i), capacity.get(RESOURCES.get(i)), held));
    }
    return shares;
  }

  private List<Share> split(
      DailyCost.Kind resource, BigDecimal cost, double capacity, List<Holding> held) {
    double sum = held.stream().mapToDouble(h -> h.amounts().get(resource)).sum();
    // Where more was held than there is, everybody's quantity is cut in the same proportion.
    double scale = sum > capacity ? capacity / sum : 1;
    var quantities = new ArrayList<BigDecimal>();
    held.forEach(h -> quantities.add(decimal(h.amounts().get(resource) * scale)));
    quantities.add(decimal(Math.max(0, capacity - sum)));
    var costs = LargestRemainder.split(cost, weights(quantities), Money.STORED_SCALE);
    var shares = new ArrayList<Share>();
    for (int i = 0; i < held.size(); i++) {
      shares.add(
          new Share(owner.apply(held.get(i), resource), resource, quantities.get(i), costs.get(i)));
    }
    shares.add(new Share(Owner.IDLE, resource, quantities.getLast(), costs.getLast()));
    return shares;
  }

  /// Nothing to measure by: it is idle, whoever is there.
  private static List<BigDecimal> weights(List<BigDecimal> quantities) {
    if (quantities.stream().anyMatch(q -> q.signum() > 0)) {
      return quantities;
    }
    var idle = new ArrayList<>(quantities);
    idle.set(idle.size() - 1, BigDecimal.ONE);
    return idle;
  }

  private static BigDecimal decimal(double value) {
    return BigDecimal.valueOf(value).setScale(Money.STORED_SCALE, RoundingMode.HALF_UP);
  }
}
