package dev.trimtab.place.spot;

import dev.trimtab.model.cluster.Policies;
import dev.trimtab.model.cluster.Workload;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A workload to be decided on, with what bounds the decision.
///
/// @param facts of its cluster
/// @param minReplicas fewer never go to spot
/// @param notice time between the notice of an interruption and the node's end
/// @param minOnDemandShare of replicas that stays on demand, 0..1, where no annotation says
/// @param forbidden what never goes
public record SpotCase(
    Workload workload,
    SpotFacts facts,
    int minReplicas,
    Duration notice,
    double minOnDemandShare,
    SpotScope forbidden) {
  String kind() {
    return workload.ref().kind();
  }

  int replicas() {
    return workload.replicas();
  }

  Behaviour behaviour() {
    return facts.behaviours().getOrDefault(workload.ref(), Behaviour.UNSEEN);
  }

  public Map<String, String> namespaceLabels() {
    return facts.namespaceLabels().getOrDefault(workload.ref().namespace(), Map.of());
  }

  /// What the configuration forbids that it belongs to, in words.
  public Optional<String> forbiddenBy() {
    return forbidden.match(workload, namespaceLabels());
  }

  /// Replicas that may be all there is: an HPA may go down to its minimum.
  int fewestReplicas() {
    var autoscaler = workload.autoscaler();
    return autoscaler == null ? replicas() : Math.min(replicas(), autoscaler.minReplicas());
  }

  /// The claims that its pods mount.
  Stream<Policies.Claim> claims() {
    return Claims.mounted(workload, facts.policies());
  }
}
