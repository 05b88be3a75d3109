package dev.trimtab.place.pack;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// A proven lower bound from any duals and ceilings on what a node can be worth at them.
///
/// Duals scaled by t in 0..1 are feasible where `t x ceiling <= cost`; where an offer's nodes are
/// counted, the rest is what its count is worth: with A nodes it lowers the bound by `A max(0, t x
/// ceiling - cost)` (Farley 1990; Lagrange for the counted). The best t is at a breakpoint. A
/// spread class counts at the cheapest zones that its skew allows.
final class Bound {
  private final Instance instance;

  Bound(Instance instance) {
    this.instance = instance;
  }

  /// @param ceiling of each offer at these duals
  /// @param missing pods that need not be placed: whichever, so the worthiest are taken off
  double of(Duals duals, double[] ceiling, long missing) {
    double worth = worth(duals) - worthiest(duals, missing);
    var cost = instance.cost();
    double most = 1;
    var bounded =
        IntStream.range(0, instance.offerCount())
            .filter(o -> ceiling[o] > 0)
            .filter(o -> instance.available()[o] != Instance.UNBOUNDED)
            .boxed()
            .sorted((a, b) -> Double.compare(cost[a] / ceiling[a], cost[b] / ceiling[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int o = 0; o < instance.offerCount(); o++) {
      if (ceiling[o] > 0 && instance.available()[o] == Instance.UNBOUNDED) {
        most = Math.min(most, cost[o] / ceiling[o]);
      }
    }
    double best = 0;
    double slope = worth;
    double offset = 0;
    for (int o : bounded) {
      double t = cost[o] / ceiling[o];
      if (t >= most) {
        break;
      }
      best = Math.max(best, slope * t + offset);
      slope -= instance.available()[o] * ceiling[o];
      offset += instance.available()[o] * cost[o];
    }
    return Math.max(best, slope * most + offset);
  }

  /// What so many pods are worth at most.
  private double worthiest(Duals duals, long pods) {
    double sum = 0;
    long left = pods;
    if (left > 0) {
      var order =
          IntStream.range(0, instance.classes().size())
              .boxed()
              .sorted(Comparator.comparingDouble((Integer c) -> -dearest(duals, c)))
              .toList();
      for (int c : order) {
        long here = Math.min(left, instance.classes().get(c).total());
        sum += here * dearest(duals, c);
        left -= here;
      }
    }
    return sum;
  }

  private double dearest(Duals duals, int of) {
    return Arrays.stream(instance.classes().get(of).items())
        .mapToDouble(i -> duals.item[i])
        .max()
        .orElse(0);
  }

  /// What all pods are worth, less what pools' shares are.
  private double worth(Duals duals) {
    double worth = 0;
    for (var of : instance.classes()) {
      worth += worth(of, duals);
    }
    for (var offer : duals.pool.entrySet()) {
      for (var of : offer.getValue().entrySet()) {
        worth -= of.getValue() * instance.classes().get(of.getKey()).classCap();
      }
    }
    return worth;
  }

  private static double worth(PodClass of, Duals duals) {
    if (!of.spreads()) {
      return of.total() * Arrays.stream(of.items()).mapToDouble(i -> duals.item[i]).min().orElse(0);
    }
    long least = of.leastInZone();
    long most = of.mostInZone();
    var prices = Arrays.stream(of.items()).mapToDouble(i -> duals.item[i]).sorted().toArray();
    long rest = of.total() - least * prices.length;
    double sum = 0;
    for (double price : prices) {
      long here = Math.min(rest, most - least);
      sum += price * (least + here);
      rest -= here;
    }
    return sum;
  }
}
