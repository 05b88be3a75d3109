package dev.trimtab.place.pack;

import dev.trimtab.place.plan.NodePlan;

/// A way to solve a problem: for a plan, and for a bound below which none can cost.
interface Search extends AutoCloseable {
  /// Begins with what another search for the same workloads found pods worth, at other costs.
  void learnFrom(Search other, Deadline deadline);

  /// What it found pods worth, as prices of another problem of the same workloads.
  Duals told(Instance to);

  /// Raises the bound.
  void prove(Deadline deadline);

  /// Raises the bound, too, but above all finds a plan; what has no place in it is not listed.
  NodePlan plan(Deadline deadline);

  /// The best bound known for plans that place as much as this one.
  double bound(NodePlan plan);

  @Override
  void close();
}
