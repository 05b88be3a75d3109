package dev.trimtab.demo.kubernetes;

import dev.trimtab.demo.market.SpotMarket.Zone;
import dev.trimtab.demo.seed.Noise;
import dev.trimtab.demo.seed.Period;
import dev.trimtab.demo.world.ClusterWorld;
import dev.trimtab.demo.world.PodLife;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// Claims and the volumes behind them, each bound to a zone.
final class StorageObjects {
  private final ClusterWorld cluster;

  StorageObjects(ClusterWorld cluster) {
    this.cluster = cluster;
  }

  static String claim(PodLife pod) {
    return "data-" + pod.name();
  }

  Stream<ObjectNode> claims() {
    return owners().map(this::claimObject);
  }

  Stream<ObjectNode> volumes() {
    return owners().map(this::volume);
  }

  private Stream<PodLife> owners() {
    return cluster.pods().stream().filter(pod -> pod.workload().is("pvc") && pod.running());
  }

  private ObjectNode claimObject(PodLife pod) {
    var object = Objects.named(pod.namespace(), claim(pod), Period.instant(pod.from()));
    Objects.labels(object, Templates.labels(pod.workload()));
    var spec = object.putObject("spec");
    spec.put("storageClassName", "gp3").put("volumeName", volumeName(pod));
    spec.put("volumeMode", "Filesystem").putArray("accessModes").add("ReadWriteOnce");
    spec.putObject("resources").putObject("requests").put("storage", size(pod));
    object
        .putObject("status")
        .put("phase", "Bound")
        .putObject("capacity")
        .put("storage", size(pod));
    return object;
  }

  private ObjectNode volume(PodLife pod) {
    var object = Objects.named(volumeName(pod), Period.instant(pod.from()));
    var spec = object.putObject("spec");
    spec.put("storageClassName", "gp3").put("persistentVolumeReclaimPolicy", "Delete");
    spec.putArray("accessModes").add("ReadWriteOnce");
    spec.putObject("capacity").put("storage", size(pod));
    var claim = spec.putObject("claimRef");
    claim.put("kind", "PersistentVolumeClaim");
    claim.put("namespace", pod.namespace()).put("name", claim(pod));
    var csi = spec.putObject("csi").put("driver", "ebs.csi.aws.com");
    csi.put("volumeHandle", "vol-0" + Noise.hex(identity(pod), 16));
    var term =
        spec.putObject("nodeAffinity")
            .putObject("required")
            .putArray("nodeSelectorTerms")
            .addObject()
            .putArray("matchExpressions")
            .addObject();
    term.put("key", "topology.kubernetes.io/zone").put("operator", "In");
    term.putArray("values").add(Zone.inTurn(pod.slot()).zoneName());
    object.putObject("status").put("phase", "Bound");
    return object;
  }

  private String volumeName(PodLife pod) {
    return "pvc-" + Noise.uuid(identity(pod));
  }

  private long identity(PodLife pod) {
    return Noise.of(cluster.key(), claim(pod) + pod.namespace());
  }

  private static String size(PodLife pod) {
    return pod.workload().volumeGib() + "Gi";
  }
}
