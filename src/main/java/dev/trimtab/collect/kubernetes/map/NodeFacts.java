package dev.trimtab.collect.kubernetes.map;

import static java.util.Objects.requireNonNullElse;

import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.model.cluster.Node;
import dev.trimtab.units.Cpu;
import dev.trimtab.units.Memory;
import io.fabric8.kubernetes.api.model.NodeSpec;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads a node: what it is, where it stands, how it was bought.
final class NodeFacts {
  private static final List<String> INSTANCE_TYPE =
      List.of("node.kubernetes.io/instance-type", "beta.kubernetes.io/instance-type");
  private static final List<String> ZONE =
      List.of("topology.kubernetes.io/zone", "failure-domain.beta.kubernetes.io/zone");
  private static final List<String> REGION =
      List.of("topology.kubernetes.io/region", "failure-domain.beta.kubernetes.io/region");
  private static final List<String> ARCH = List.of("kubernetes.io/arch", "beta.kubernetes.io/arch");

  private static final List<String> GPUS =
      List.of("nvidia.com/gpu", "amd.com/gpu", "gpu.intel.com/i915", "gpu.intel.com/xe");

  /// Labels whose value says how the node was bought, strongest first.
  private static final List<String> CAPACITY_TYPE =
      List.of(
          "karpenter.sh/capacity-type",
          "eks.amazonaws.com/capacityType",
          "cloud.google.com/gke-provisioning",
          "kubernetes.azure.com/scalesetpriority",
          "node.kubernetes.io/lifecycle");

  /// Labels that are there (GKE: with the value true) only on a node that may be taken away.
  private static final List<String> SPOT_MARK =
      List.of(
          "cloud.google.com/gke-spot",
          "cloud.google.com/gke-preemptible",
          "machine.openshift.io/interruptible-instance");

  private static final Pattern CLOUD = Pattern.compile("(aws|gce|azure)://.*");
  private static final Pattern AWS_ZONE = Pattern.compile("aws:///([^/]+)/.+");
  private static final Pattern GCE_ZONE = Pattern.compile("gce://[^/]+/([^/]+)/.+");
  private static final Pattern REGION_OF_ZONE =
      Pattern.compile("([a-z]{2}(?:-[a-z]+)+-[0-9]+)[a-z]|([a-z]+-[a-z]+[0-9]+)-[a-z]");

  private NodeFacts() {}

  static Seen read(io.fabric8.kubernetes.api.model.Node node, Reading reading) {
    var meta = node.getMetadata();
    var labels = reading.labels(meta);
    var status = requireNonNullElse(node.getStatus(), new NodeStatus());
    var quantities = new Quantities(reading, meta.getName());
    var allocatable = requireNonNullElse(status.getAllocatable(), Map.<String, Quantity>of());
    var capacity = requireNonNullElse(status.getCapacity(), allocatable);
    var spec = requireNonNullElse(node.getSpec(), new NodeSpec());
    var providerId = reading.text(spec.getProviderID());
    var zone = zone(labels, providerId);
    return new Seen.SeenNode(
        new ObjectKey("Node", "", meta.getName()),
        new Node(
            reading.text(meta.getName()),
            providerId,
            first(labels, INSTANCE_TYPE),
            region(labels, zone),
            zone,
            first(labels, ARCH),
            capacityType(labels, providerId),
            orZero(quantities.cpu(capacity)),
            orZero(quantities.memory(capacity)),
            orZero(quantities.cpu(allocatable)),
            orZero(quantities.memory(allocatable)),
            gpus(quantities, allocatable),
            quantities.count(allocatable, "pods"),
            ready(status),
            reading.createdAt(meta),
            labels,
            SchedulingFacts.taints(spec, reading)));
  }

  /// Whole GPUs of any maker.
  static int gpus(Quantities quantities, @Nullable Map<String, Quantity> amounts) {
    return GPUS.stream().mapToInt(gpu -> quantities.count(amounts, gpu)).sum();
  }

  /// How the node was bought. A managed cloud marks spot nodes, so that one without a mark is on
  /// demand; elsewhere nobody can tell.
  static CapacityType capacityType(Map<String, String> labels, String providerId) {
    if (SPOT_MARK.stream().anyMatch(mark -> !labels.getOrDefault(mark, "false").equals("false"))) {
      return CapacityType.SPOT;
    }
    var word = first(labels, CAPACITY_TYPE).toLowerCase(Locale.ROOT).replace('_', '-');
    return switch (word) {
      case "spot", "preemptible", "ec2spot" -> CapacityType.SPOT;
      case "reserved", "reservation", "capacity-block" -> CapacityType.RESERVED;
      case "on-demand", "ondemand", "standard", "regular", "normal" -> CapacityType.ON_DEMAND;
      default ->
          CLOUD.matcher(providerId).matches() ? CapacityType.ON_DEMAND : CapacityType.UNKNOWN;
    };
  }

  private static String zone(Map<String, String> labels, String providerId) {
    var labelled = first(labels, ZONE);
    if (!labelled.isEmpty()) {
      return labelled;
    }
    for (var pattern : List.of(AWS_ZONE, GCE_ZONE)) {
      var matcher = pattern.matcher(providerId);
      if (matcher.matches()) {
        return matcher.group(1);
      }
    }
    return "";
  }

  private static String region(Map<String, String> labels, String zone) {
    var labelled = first(labels, REGION);
    var matcher = REGION_OF_ZONE.matcher(zone);
    if (!labelled.isEmpty() || !matcher.matches()) {
      return labelled;
    }
    return matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
  }

  private static boolean ready(NodeStatus status) {
    return status.getConditions().stream()
        .anyMatch(condition ->
            "Ready".equals(condition.getType()) && "True".equals(condition.getStatus()));
  }

  private static String first(Map<String, String> labels, List<String> keys) {
    return keys.stream().map(labels::get).filter(v -> v != null).findFirst().orElse("");
  }

  private static Cpu orZero(@Nullable Cpu cpu) {
    return requireNonNullElse(cpu, Cpu.ZERO);
  }

  private static Memory orZero(@Nullable Memory memory) {
    return requireNonNullElse(memory, Memory.ZERO);
  }
}
