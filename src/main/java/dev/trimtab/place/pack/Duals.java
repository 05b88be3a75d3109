package dev.trimtab.place.pack;

import dev.trimtab.model.cluster.WorkloadRef;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// What rows of the master are worth: an item's pod, and a class's room in a spot pool.
///
/// What an offer's last node is worth needs no dual of its own: the bound works it out.
final class Duals {
  final double[] item;
  final Map<Integer, Map<Integer, Double>> pool;

  Duals(double[] item, Map<Integer, Map<Integer, Double>> pool) {
    this.item = item;
    this.pool = pool;
  }

  /// `share x this + (1 - share) x other`.
  Duals mixed(Duals other, double share) {
    var mixed = new double[item.length];
    for (int i = 0; i < mixed.length; i++) {
      mixed[i] = share * item[i] + (1 - share) * other.item[i];
    }
    var pools = new HashMap<Integer, Map<Integer, Double>>();
    add(pools, pool, share);
    add(pools, other.pool, 1 - share);
    return new Duals(mixed, pools);
  }

  private static void add(
      Map<Integer, Map<Integer, Double>> sum, Map<Integer, Map<Integer, Double>> part, double by) {
    part.forEach((offer, classes) -> {
      var into = sum.computeIfAbsent(offer, k -> new HashMap<>());
      classes.forEach((of, value) -> into.merge(of, by * value, Double::sum));
    });
  }

  /// These prices for another instance with the same workloads, whose rules may differ: a pod is
  /// worth there what it is here, in the mean of its zones. What has no like is worth nothing.
  Duals told(Instance from, Instance to) {
    var worth = new HashMap<WorkloadRef, Double>();
    for (var of : from.classes()) {
      double mean = Arrays.stream(of.items()).mapToDouble(i -> item[i]).average().orElse(0);
      of.demands().forEach(demand -> worth.put(demand.workload(), mean));
    }
    var there = new double[to.items()];
    for (var of : to.classes()) {
      double value = worth.getOrDefault(of.demands().getFirst().workload(), 0.0);
      for (int i : of.items()) {
        there[i] = value;
      }
    }
    return new Duals(there, Map.of());
  }

  /// What a class's pods pay in an offer for its share of the pool.
  Map<Integer, Double> poolsOf(int offer) {
    return pool.getOrDefault(offer, Map.of());
  }
}
