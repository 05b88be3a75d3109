package dev.trimtab.model.cluster;

import java.util.List;

/// What a pod template says of the nodes that its pods may run on, beside its node selector.
///
/// @param nodeTerms required node affinity: one of them has to hold, and of it all; empty for none
/// @param zoneMaxSkew by how many pods zones may differ at most where that must hold; 0 for any
public record Scheduling(
    List<Toleration> tolerations, List<List<NodeRequirement>> nodeTerms, int zoneMaxSkew) {
  public static final Scheduling NONE = new Scheduling(List.of(), List.of(), 0);

  /// What a node's label has to be.
  ///
  /// @param operator `In`, `NotIn`, `Exists`, `DoesNotExist`, `Gt` or `Lt`
  public record NodeRequirement(String key, String operator, List<String> values) {
    public NodeRequirement {
      values = List.copyOf(values);
    }
  }

  public Scheduling {
    tolerations = List.copyOf(tolerations);
    nodeTerms = nodeTerms.stream().map(List::copyOf).toList();
  }

  /// Whether one of its tolerations puts up with a taint.
  public boolean tolerates(Taint taint) {
    return tolerations.stream().anyMatch(each -> each.tolerates(taint));
  }
}
