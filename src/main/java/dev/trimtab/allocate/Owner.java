package dev.trimtab.allocate;

import dev.trimtab.model.cost.DailyCost;

/// Whose a part of the cost is.
///
/// @param workload `Kind/name`, empty for idle
record Owner(String namespace, String workload, String team, DailyCost.Kind kind) {
  static final Owner IDLE = new Owner("", "", DailyCost.UNATTRIBUTED, DailyCost.Kind.IDLE);
}
