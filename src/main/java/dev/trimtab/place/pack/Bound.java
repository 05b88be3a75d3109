package dev.trimtab.place.pack;

import java.util.Arrays;
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
  /// @param counts pods of each class that have to be placed
  double of(Duals duals, double[] ceiling, long[] counts) {
    double worth = worth(duals, counts);
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

  /// What all pods are worth, less what pools' shares are.
  private double worth(Duals duals, long[] counts) {
    double worth = 0;
    for (int c = 0; c < instance.classes().size(); c++) {
      worth += worth(instance.classes().get(c), duals, counts[c]);
    }
    for (var offer : duals.pool.entrySet()) {
      for (var of : offer.getValue().entrySet()) {
        worth -= of.getValue() * instance.classes().get(of.getKey()).classCap();
      }
    }
    return worth;
  }

  private static double worth(PodClass of, Duals duals, long pods) {
    if (!of.spreads() || pods < of.total()) {
      return pods * Arrays.stream(of.items()).mapToDouble(i -> duals.item[i]).min().orElse(0);
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
