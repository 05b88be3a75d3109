package dev.trimtab.pipeline;

import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.finding.Finding;
import dev.trimtab.place.cluster.Changes;
import dev.trimtab.units.Money;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a night's advice would change of workloads: all that node plans want to know of it, since
/// findings themselves are too many to be kept.
final class Advised {
  private final Map<String, Changes.Builder> changes = new HashMap<>();
  private final Map<String, List<Change>> saving = new HashMap<>();
  private final Map<WorkloadRef, Finding> grades = new HashMap<>();

  /// A change with what it saves nominally.
  ///
  /// @param container empty for a workload-wide one
  record Change(WorkloadRef workload, String container, String kind, Money nominal) {}

  /// Takes a finding down, if it changes what is asked of nodes.
  ///
  /// @param nominal what it saves a month, where that has a price
  void take(Finding finding, Optional<Money> nominal) {
    switch (finding) {
      case Finding.Resize resize -> {
        of(finding).resize(resize.container(), resize.proposed());
        saves(finding, resize.container().container(), "resize", nominal);
      }
      case Finding.Idle idle -> {
        of(finding).replicas(idle.workload(), 0);
        saves(finding, idle.container().container(), "idle", nominal);
      }
      case Finding.Scale scale -> {
        of(finding).replicas(scale.workload(), scale.proposed());
        saves(finding, "", "scale", nominal);
      }
      case Finding.MoveToSpot move -> grades.put(move.workload(), move);
      case Finding.Keep _,
          Finding.InsufficientData _,
          Finding.StayOnDemand _,
          Finding.NodeMix _,
          Finding.TokenSaving _ -> {}
    }
  }

  private Changes.Builder of(Finding finding) {
    return changes.computeIfAbsent(finding.workload().cluster(), _ -> new Changes.Builder());
  }

  private void saves(Finding finding, String container, String kind, Optional<Money> nominal) {
    nominal.ifPresent(money ->
        saving
            .computeIfAbsent(finding.workload().cluster(), _ -> new ArrayList<>())
            .add(new Change(finding.workload(), container, kind, money)));
  }

  Changes changes(String cluster) {
    var known = changes.get(cluster);
    return known == null ? Changes.NONE : known.build();
  }

  /// Changes of a cluster that have a price, in the order in which they came.
  List<Change> saving(String cluster) {
    return List.copyOf(saving.getOrDefault(cluster, List.of()));
  }

  /// What may go to spot.
  Map<WorkloadRef, Finding> grades() {
    return Map.copyOf(grades);
  }
}
