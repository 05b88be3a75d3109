package dev.trimtab.pipeline;

import dev.trimtab.allocate.Teams;
import dev.trimtab.model.Collected;
import dev.trimtab.model.Problem;
import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.cluster.KeyHolder;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.llm.KeyClaim;
import dev.trimtab.model.llm.LlmOwned;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Owners of LLM keys that Kubernetes names: the annotation `trimtab.dev/llm-key` of a workload,
/// ServiceAccount, Secret or namespace holds the ids or names of the keys that it calls with,
/// separated by commas; never a key. Annotations beside it say what else finance asks.
final class KeyOwners {
  static final String KEYS = KeyHolder.KEYS;
  private static final String PROVIDER = KeyHolder.PREFIX + "llm-provider";
  private static final String SINCE = KeyHolder.PREFIX + "llm-key-since";
  private static final String TEAM = KeyHolder.PREFIX + "team";
  private static final String COST_CENTRE = KeyHolder.PREFIX + "cost-centre";
  private static final String ENVIRONMENT = KeyHolder.PREFIX + "environment";
  private static final Pattern COMMA = Pattern.compile(",");

  private final Map<String, KeyClaim> claims = new LinkedHashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  private KeyOwners() {}

  /// What is claimed now. Where several claim a key, a workload comes before a ServiceAccount, then
  /// come Secrets and namespaces; where they name different teams, somebody should know.
  ///
  /// @param holders by cluster
  static Collected<List<KeyClaim>> of(
      Collection<ClusterInventory> clusters, Map<String, List<KeyHolder>> holders, Teams teams) {
    var found = new KeyOwners();
    for (var cluster : clusters) {
      for (var workload : cluster.workloads()) {
        var ref = workload.ref();
        found.add(workload.annotations(), teams.of(ref), ref, ref.kind() + "/" + ref.name());
      }
    }
    for (var kind : List.of("ServiceAccount", "Secret")) {
      holders.forEach((cluster, those) ->
          those.stream()
              .filter(holder -> holder.kind().equals(kind))
              .forEach(holder -> found.add(cluster, holder, teams)));
    }
    for (var cluster : clusters) {
      for (var namespace : cluster.namespaces()) {
        var name = namespace.name();
        found.add(
            namespace.annotations(),
            teams.of(cluster.cluster(), name),
            new WorkloadRef(cluster.cluster(), name, "Namespace", name),
            "");
      }
    }
    return new Collected<>(List.copyOf(found.claims.values()), found.problems);
  }

  private void add(String cluster, KeyHolder holder, Teams teams) {
    add(
        holder.annotations(),
        teams.of(holder.labels(), cluster, holder.namespace()),
        new WorkloadRef(cluster, holder.namespace(), holder.kind(), holder.name()),
        "");
  }

  private void add(
      Map<String, String> annotations, String team, WorkloadRef claimant, String workload) {
    var keys = annotations.getOrDefault(KEYS, "");
    if (keys.isBlank()) {
      return;
    }
    var owned =
        new LlmOwned(
            annotations.getOrDefault(TEAM, team),
            claimant.namespace(),
            workload,
            annotations.getOrDefault(COST_CENTRE, ""),
            annotations.getOrDefault(ENVIRONMENT, ""));
    var since = since(annotations.getOrDefault(SINCE, "").strip(), claimant);
    var provider = annotations.getOrDefault(PROVIDER, "").strip();
    COMMA
        .splitAsStream(keys)
        .map(String::strip)
        .filter(key -> !key.isEmpty())
        .map(key -> new KeyClaim(provider, key, owned, claimant.toString(), since))
        .forEach(this::add);
  }

  private void add(KeyClaim claim) {
    var first = claims.putIfAbsent(claim.provider() + "/" + claim.key(), claim);
    if (first != null && !first.owned().team().equals(claim.owned().team())) {
      problems.add(
          new Problem(
              "llm/owners",
              claim.key(),
              "ambiguous-owner",
              "both %s (team %s) and %s (team %s) claim it by annotation; the first is taken. Take %s off the other, or name the owner in llm.owners"
                  .formatted(
                      first.claimedBy(),
                      first.owned().team(),
                      claim.claimedBy(),
                      claim.owned().team(),
                      KEYS)));
    }
  }

  private @Nullable LocalDate since(String text, WorkloadRef claimant) {
    try {
      return text.isEmpty() ? null : LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      problems.add(
          new Problem(
              "llm/owners",
              claimant.toString(),
              "bad-annotation",
              "%s (%s) must be a day such as 2026-11-23; the key counts from the day it was first seen"
                  .formatted(SINCE, text)));
      return null;
    }
  }
}
