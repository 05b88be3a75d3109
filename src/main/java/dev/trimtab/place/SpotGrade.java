package dev.trimtab.place;

import java.util.List;

/// How far a workload may run on spot capacity, and why.
///
/// @param allowed whether any of its replicas may
/// @param onDemandReplicas replicas that stay on demand: all of them where none may go
/// @param reasons a sentence each, at least one
public record SpotGrade(boolean allowed, int onDemandReplicas, List<String> reasons) {
  public SpotGrade {
    reasons = List.copyOf(reasons);
  }

  /// `yes`, `yes with at least 3 on demand` or `no`.
  public String words() {
    if (!allowed) {
      return "no";
    }
    return onDemandReplicas == 0
        ? "yes"
        : "yes with at least %d on demand".formatted(onDemandReplicas);
  }
}
