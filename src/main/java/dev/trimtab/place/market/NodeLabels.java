package dev.trimtab.place.market;

import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.model.price.InstanceType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// The labels that Kubernetes, EKS and Karpenter give to a node, and pods ask for.
final class NodeLabels {
  // as Karpenter takes names apart (karpenter-provider-aws, instancetype/types.go): u-6tb1, m5,
  // g4dn
  private static final Pattern FAMILY = Pattern.compile("([a-z]+)(?:-[0-9]+tb)?([0-9]+).*");
  private static final String KARPENTER = "karpenter.k8s.aws/instance-";

  private NodeLabels() {}

  static Map<String, String> of(
      InstanceType type, ZoneNames.Place place, String zoneId, CapacityType bought) {
    var labels = new LinkedHashMap<String, String>();
    labels.put("kubernetes.io/os", "linux");
    labels.put("beta.kubernetes.io/os", "linux");
    labels.put("kubernetes.io/arch", type.arch());
    labels.put("beta.kubernetes.io/arch", type.arch());
    labels.put("node.kubernetes.io/instance-type", type.name());
    labels.put("beta.kubernetes.io/instance-type", type.name());
    labels.put("topology.kubernetes.io/region", place.region());
    labels.put("failure-domain.beta.kubernetes.io/region", place.region());
    labels.put("topology.kubernetes.io/zone", place.zone());
    labels.put("failure-domain.beta.kubernetes.io/zone", place.zone());
    labels.put("topology.ebs.csi.aws.com/zone", place.zone());
    if (!zoneId.isEmpty() && !zoneId.equals(place.zone())) {
      labels.put(ZoneNames.ZONE_ID_LABEL, zoneId);
    }
    // what is reserved is an on-demand node by all but its bill
    boolean spot = bought == CapacityType.SPOT;
    labels.put("karpenter.sh/capacity-type", spot ? "spot" : "on-demand");
    labels.put("eks.amazonaws.com/capacityType", spot ? "SPOT" : "ON_DEMAND");
    karpenter(type, labels);
    return labels;
  }

  private static void karpenter(InstanceType type, Map<String, String> labels) {
    labels.put(KARPENTER + "cpu", String.valueOf(type.vcpus()));
    labels.put(KARPENTER + "memory", String.valueOf(type.memory().bytes() >> 20));
    if (type.gpus() > 0) {
      labels.put(KARPENTER + "gpu-count", String.valueOf(type.gpus()));
    }
    if (type.localStorageGb() > 0) {
      labels.put(KARPENTER + "local-nvme", String.valueOf(type.localStorageGb()));
    }
    int dot = type.name().indexOf('.');
    if (dot < 0) {
      return;
    }
    var family = type.name().substring(0, dot);
    labels.put(KARPENTER + "family", family);
    labels.put(KARPENTER + "size", type.name().substring(dot + 1));
    var parts = FAMILY.matcher(family);
    if (parts.matches()) {
      labels.put(KARPENTER + "category", parts.group(1));
      labels.put(KARPENTER + "generation", parts.group(2));
    }
  }
}
