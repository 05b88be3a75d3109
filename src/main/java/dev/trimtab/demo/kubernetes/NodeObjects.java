package dev.trimtab.demo.kubernetes;

import dev.trimtab.demo.seed.Table;
import dev.trimtab.demo.world.ClusterWorld;
import dev.trimtab.demo.world.DemoNode;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// Nodes and namespaces.
final class NodeObjects {
  private final ClusterWorld cluster;

  NodeObjects(ClusterWorld cluster) {
    this.cluster = cluster;
  }

  Stream<ObjectNode> nodes() {
    return cluster.nodes().stream().map(NodeObjects::node);
  }

  Stream<ObjectNode> namespaces() {
    return Table.read("namespaces.csv").stream().map(this::namespace);
  }

  private static ObjectNode node(DemoNode node) {
    var object = Objects.named(node.name(), node.createdAt());
    Objects.labels(object, labels(node));
    var spec = object.putObject("spec");
    spec.put("providerID", "aws:///" + node.zone().zoneName() + "/" + node.instanceId());
    if (node.spot()) {
      taint(spec, "larkspur.example/spot");
    } else if (node.type().gpus() > 0) {
      taint(spec, Templates.GPU);
    }
    var status = object.putObject("status");
    var capacity = status.putObject("capacity");
    capacity.put("cpu", Integer.toString(node.type().vcpus()));
    capacity.put("memory", node.memoryCapacity() * 1024 + "Ki");
    capacity.put("pods", Integer.toString(node.type().maxPods()));
    var allocatable = status.putObject("allocatable");
    allocatable.put("cpu", node.cpu() + "m");
    allocatable.put("memory", node.memory() * 1024 + "Ki");
    allocatable.put("pods", Integer.toString(node.type().maxPods()));
    if (node.type().gpus() > 0) {
      capacity.put(Templates.GPU, Integer.toString(node.type().gpus()));
      allocatable.put(Templates.GPU, Integer.toString(node.type().gpus()));
    }
    Objects.condition(status, "MemoryPressure", false, node.createdAt());
    Objects.condition(status, "DiskPressure", false, node.createdAt());
    Objects.condition(status, "Ready", true, node.createdAt().plusSeconds(40));
    var info = status.putObject("nodeInfo");
    info.put("kubeletVersion", "v1.33.5-eks-113cf36").put("architecture", node.type().arch());
    info.put("operatingSystem", "linux").put("osImage", "Amazon Linux 2023");
    return object;
  }

  private static void taint(ObjectNode spec, String key) {
    spec.putArray("taints").addObject().put("key", key).put("effect", "NoSchedule");
  }

  private static Map<String, String> labels(DemoNode node) {
    var labels = new TreeMap<String, String>();
    labels.put("kubernetes.io/arch", node.type().arch());
    labels.put("kubernetes.io/os", "linux");
    labels.put("kubernetes.io/hostname", node.name());
    labels.put("node.kubernetes.io/instance-type", node.type().name());
    labels.put("topology.kubernetes.io/region", "us-east-1");
    labels.put("topology.kubernetes.io/zone", node.zone().zoneName());
    labels.put("topology.k8s.aws/zone-id", node.zone().zoneId());
    if (node.provisioner().equals("karpenter")) {
      labels.put("karpenter.sh/nodepool", node.group());
      labels.put("karpenter.sh/capacity-type", node.spot() ? "spot" : "on-demand");
    } else {
      labels.put("eks.amazonaws.com/nodegroup", node.group());
      labels.put("eks.amazonaws.com/capacityType", node.spot() ? "SPOT" : "ON_DEMAND");
    }
    return labels;
  }

  private ObjectNode namespace(Table.Row row) {
    var name = row.text("namespace");
    var object = Objects.named(name, cluster.period().asOf().minus(Duration.ofDays(720)));
    var labels = new TreeMap<String, String>();
    labels.put("kubernetes.io/metadata.name", name);
    if (!row.text("team").isEmpty()) {
      labels.put("team", row.text("team"));
      labels.put("cost-centre", row.text("cost_centre"));
      Objects.annotations(object, Map.of("larkspur.example/owner", row.text("owner")));
    }
    Objects.labels(object, labels);
    object.putObject("spec").putArray("finalizers").add("kubernetes");
    object.putObject("status").put("phase", "Active");
    return object;
  }
}
