package dev.trimtab.collect.kubernetes.map;

import static java.util.Objects.requireNonNullElse;

import dev.trimtab.collect.kubernetes.map.Seen.SeenClaim;
import dev.trimtab.collect.kubernetes.map.Seen.SeenVolume;
import dev.trimtab.model.cluster.Policies.Claim;
import dev.trimtab.units.Memory;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimSpec;
import io.fabric8.kubernetes.api.model.PersistentVolumeSpec;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Reads claims and the volumes behind them.
final class StorageFacts {
  private static final List<String> ZONE =
      List.of(
          "topology.kubernetes.io/zone",
          "failure-domain.beta.kubernetes.io/zone",
          "topology.ebs.csi.aws.com/zone",
          "topology.gke.io/zone",
          "topology.disk.csi.azure.com/zone");

  private StorageFacts() {}

  static Seen read(PersistentVolumeClaim object, Reading reading) {
    var key = PolicyFacts.key("PersistentVolumeClaim", object.getMetadata(), reading);
    var spec = requireNonNullElse(object.getSpec(), new PersistentVolumeClaimSpec());
    var requests = spec.getResources() == null ? null : spec.getResources().getRequests();
    var requested =
        new Quantities(reading, key.namespace() + "/" + key.name()).memory(requests, "storage");
    return new SeenClaim(
        key,
        new Claim(
            key.namespace(),
            key.name(),
            reading.text(spec.getStorageClassName()),
            requireNonNullElse(requested, Memory.ZERO),
            reading.text(spec.getVolumeName()),
            "",
            false));
  }

  static Seen read(PersistentVolume object, Reading reading) {
    var meta = object.getMetadata();
    var spec = requireNonNullElse(object.getSpec(), new PersistentVolumeSpec());
    var zones = zones(spec, reading.labels(meta));
    return new SeenVolume(
        new ObjectKey("PersistentVolume", "", meta.getName()),
        // a regional disk names several zones, and binds its pods to none of them
        zones.size() == 1 ? reading.text(zones.getFirst()) : "",
        isLocal(spec));
  }

  private static List<String> zones(PersistentVolumeSpec spec, Map<String, String> labels) {
    var byAffinity =
        affinity(spec)
            .filter(requirement -> ZONE.contains(requirement.getKey()))
            .filter(requirement -> "In".equals(requirement.getOperator()))
            .flatMap(requirement -> requirement.getValues().stream())
            .distinct()
            .toList();
    if (!byAffinity.isEmpty()) {
      return byAffinity;
    }
    return ZONE.stream()
        .filter(labels::containsKey)
        .limit(1)
        // the legacy label joins the zones of a regional disk by two underscores
        .flatMap(key -> Stream.of(labels.getOrDefault(key, "").split("__", -1)))
        .toList();
  }

  private static boolean isLocal(PersistentVolumeSpec spec) {
    return spec.getLocal() != null
        || spec.getHostPath() != null
        || affinity(spec).anyMatch(r -> "kubernetes.io/hostname".equals(r.getKey()));
  }

  private static Stream<NodeSelectorRequirement> affinity(PersistentVolumeSpec spec) {
    if (spec.getNodeAffinity() == null || spec.getNodeAffinity().getRequired() == null) {
      return Stream.empty();
    }
    return spec.getNodeAffinity().getRequired().getNodeSelectorTerms().stream()
        .flatMap(term -> term.getMatchExpressions().stream());
  }
}
