package dev.trimtab.pipeline;

import dev.trimtab.allocate.Teams;
import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.llm.LlmOwned;
import dev.trimtab.model.llm.LlmOwner;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Owners of LLM keys that Kubernetes names: the annotation `trimtab.dev/llm-key` of a workload or
/// namespace holds the ids of the keys that it calls with, separated by commas; never a key.
/// `trimtab.dev/cost-centre` and `trimtab.dev/environment` beside it say what else finance asks.
final class KeyOwners {
  static final String KEYS = "trimtab.dev/llm-key";
  private static final String COST_CENTRE = "trimtab.dev/cost-centre";
  private static final String ENVIRONMENT = "trimtab.dev/environment";
  private static final Pattern COMMA = Pattern.compile(",");

  private KeyOwners() {}

  /// A workload is named before its namespace, where both claim a key.
  static List<LlmOwner> of(Collection<ClusterInventory> clusters, Teams teams) {
    var owners = new ArrayList<LlmOwner>();
    for (var cluster : clusters) {
      for (var workload : cluster.workloads()) {
        var ref = workload.ref();
        add(owners, workload.annotations(), teams.of(ref), ref);
      }
    }
    for (var cluster : clusters) {
      for (var namespace : cluster.namespaces()) {
        var name = namespace.name();
        add(
            owners,
            namespace.annotations(),
            teams.of(cluster.cluster(), name),
            new WorkloadRef(cluster.cluster(), name, "", ""));
      }
    }
    return owners;
  }

  private static void add(
      List<LlmOwner> into, Map<String, String> annotations, String team, WorkloadRef ref) {
    var owned =
        new LlmOwned(
            team,
            ref.namespace(),
            ref.name().isEmpty() ? "" : ref.kind() + "/" + ref.name(),
            annotations.getOrDefault(COST_CENTRE, ""),
            annotations.getOrDefault(ENVIRONMENT, ""));
    COMMA
        .splitAsStream(annotations.getOrDefault(KEYS, ""))
        .map(String::strip)
        .filter(key -> !key.isEmpty() && into.stream().noneMatch(o -> claims(o, key)))
        .map(key -> new LlmOwner.Match("", "", "", key, "", "", "", ""))
        .forEach(match -> into.add(new LlmOwner(match, owned, null, null)));
  }

  private static boolean claims(LlmOwner owner, String key) {
    return owner.match().apiKey().equals(key);
  }
}
