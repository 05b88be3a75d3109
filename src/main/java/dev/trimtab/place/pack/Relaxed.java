package dev.trimtab.place.pack;

import dev.trimtab.place.pack.InstanceBuilder.Detail;
import dev.trimtab.place.plan.Demand;
import dev.trimtab.place.plan.Offer;
import java.util.List;

/// A problem without rules that count a workload's replicas: it has few classes, is soon solved,
/// and its bound holds for the problem with them.
final class Relaxed implements AutoCloseable {
  private final Instance instance;
  private final Master master;
  private final Generation generation;

  Relaxed(List<Offer> offers, InterruptionCost costs, List<Demand> demands) {
    this.instance = new InstanceBuilder(offers, costs, Detail.RELAXED).build(demands);
    this.master = new Master(instance);
    this.generation =
        new Generation(instance, new Dominance(instance).left(), new Pricing(instance), master);
  }

  /// Until the bound is this close, or time is up; one round at least.
  void solve(Deadline deadline, double close) {
    generation.run(deadline, close);
  }

  void learnFrom(Search other, Deadline deadline) {
    generation.tryOut(other.told(instance), deadline);
  }

  /// What pods are worth, as prices of another problem of the same workloads.
  Duals told(Instance to) {
    return generation.bestDuals().told(instance, to);
  }

  /// The best bound known when so many pods need not be placed.
  double bound(long missing) {
    return generation.bound(missing);
  }

  @Override
  public void close() {
    master.close();
  }
}
