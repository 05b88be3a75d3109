package dev.trimtab.allocate;

import dev.trimtab.model.cluster.WorkloadRef;

/// What a workload's container held of a node.
record Holding(WorkloadRef workload, Amounts amounts) {
  Holding times(Amounts factors) {
    return new Holding(workload, amounts.times(factors));
  }
}
