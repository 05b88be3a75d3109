package dev.trimtab.collect.prometheus;

import dev.trimtab.model.cluster.WorkloadRef;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds the top controller of a pod from kube-state-metrics, which remembers pods that are gone.
final class Owners {
  // Kubernetes leaves out vowels and look-alikes, so that no hash is a word
  private static final String HASH = "[bcdfghjklmnpqrstvwxz2456789]";
  private static final Pattern REPLICA_SET = Pattern.compile("(.+)-" + HASH + "{6,10}");
  private static final Pattern DEPLOYMENT_POD =
      Pattern.compile("(.+)-" + HASH + "{6,10}-" + HASH + "{5}");

  private final String cluster;
  private final Map<Name, Owner> pods = new HashMap<>();
  private final Map<String, Map<Name, Owner>> above = new HashMap<>();
  private final Map<Name, String> nodes = new HashMap<>();

  record Name(String namespace, String name) {}

  private record Owner(String kind, String name) {
    boolean isNone() {
      return kind.isEmpty() || kind.equals("<none>") || kind.equals("Node");
    }
  }

  Owners(String cluster) {
    this.cluster = cluster;
  }

  void pod(Map<String, String> labels) {
    put(pods, labels, "pod");
  }

  /// The owner of an owner.
  ///
  /// @param kind such as `ReplicaSet`
  /// @param label that names it, such as `replicaset`
  void above(String kind, String label, Map<String, String> labels) {
    put(above.computeIfAbsent(kind, _ -> new HashMap<>()), labels, label);
  }

  void node(Map<String, String> labels) {
    nodes.put(name(labels, "pod"), labels.getOrDefault("node", ""));
  }

  boolean hasPods() {
    return !pods.isEmpty();
  }

  boolean ownsAny(String kind) {
    return pods.values().stream().anyMatch(owner -> owner.kind().equals(kind));
  }

  String node(String namespace, String pod) {
    return nodes.getOrDefault(new Name(namespace, pod), "");
  }

  WorkloadRef workload(String namespace, String pod) {
    var owner = pods.get(new Name(namespace, pod));
    if (owner == null) {
      var guess = DEPLOYMENT_POD.matcher(pod);
      return guess.matches()
          ? new WorkloadRef(cluster, namespace, "Deployment", guess.group(1))
          : new WorkloadRef(cluster, namespace, "Pod", pod);
    }
    if (owner.isNone()) {
      return new WorkloadRef(cluster, namespace, "Pod", pod);
    }
    var top = top(namespace, owner);
    return new WorkloadRef(cluster, namespace, top.kind(), top.name());
  }

  private Owner top(String namespace, Owner owner) {
    var higher = above.getOrDefault(owner.kind(), Map.of()).get(new Name(namespace, owner.name()));
    if (higher != null) {
      return higher.isNone() ? owner : higher;
    }
    var guess = REPLICA_SET.matcher(owner.name());
    return owner.kind().equals("ReplicaSet") && guess.matches()
        ? new Owner("Deployment", guess.group(1))
        : owner;
  }

  private static void put(Map<Name, Owner> owners, Map<String, String> labels, String label) {
    var owner =
        new Owner(labels.getOrDefault("owner_kind", ""), labels.getOrDefault("owner_name", ""));
    owners.merge(name(labels, label), owner, (known, other) -> known.isNone() ? other : known);
  }

  private static Name name(Map<String, String> labels, @Nullable String label) {
    return new Name(labels.getOrDefault("namespace", ""), labels.getOrDefault(label, ""));
  }
}
