package dev.trimtab.app.explain;

import dev.trimtab.model.finding.Recommendation;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What open recommendations say that belongs to a cluster's plan.
///
/// @param savings of its workloads, the largest first
/// @param notes why nodes save more or less than requests do, each in words; empty where nobody
///   said
public record ClusterAdvice(List<WorkloadSaving> savings, List<String> notes) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  public ClusterAdvice {
    savings = List.copyOf(savings);
    notes = List.copyOf(notes);
  }

  /// The advice for one cluster.
  public static ClusterAdvice of(List<Recommendation> open, String cluster) {
    var notes =
        open.stream()
            .filter(r -> r.cluster().equals(cluster) && r.kind().equals("node-mix"))
            .flatMap(r -> JSON.readTree(r.evidence()).path("notes").values().stream())
            .map(JsonNode::asString)
            .toList();
    return new ClusterAdvice(WorkloadSaving.of(open, cluster), notes);
  }
}
