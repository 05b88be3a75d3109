package dev.trimtab.demo.kubernetes;

import dev.trimtab.demo.world.ClusterWorld;
import dev.trimtab.demo.world.WorkloadSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// What constrains workloads: autoscalers, disruption budgets, ranges, quotas, priorities.
final class PolicyObjects {
  private final ClusterWorld cluster;
  private final Instant created;

  PolicyObjects(ClusterWorld cluster) {
    this.cluster = cluster;
    this.created = cluster.period().asOf().minus(Duration.ofDays(400));
  }

  Stream<ObjectNode> autoscalers() {
    return cluster.workloads().stream()
        .filter(workload -> workload.is("hpa") || workload.is("keda"))
        .map(this::autoscaler);
  }

  /// KEDA's; each keeps one of the autoscalers.
  Stream<ObjectNode> scaledObjects() {
    return cluster.workloads().stream()
        .filter(workload -> workload.is("keda"))
        .map(this::scaledObject);
  }

  Stream<ObjectNode> disruptionBudgets() {
    return cluster.workloads().stream()
        .filter(workload -> workload.is("pdb") && cluster.replicas(workload) > 1)
        .map(this::disruptionBudget);
  }

  Stream<ObjectNode> limitRanges() {
    var object = Objects.named("search", "container-bounds", created);
    var limit = object.putObject("spec").putArray("limits").addObject();
    limit.put("type", "Container");
    limit.putObject("min").put("cpu", "50m").put("memory", "64Mi");
    limit.putObject("max").put("cpu", "8").put("memory", "16Gi");
    limit.putObject("default").put("cpu", "1").put("memory", "1Gi");
    limit.putObject("defaultRequest").put("cpu", "200m").put("memory", "256Mi");
    limit.putObject("maxLimitRequestRatio").put("cpu", "4");
    return Stream.of(object);
  }

  Stream<ObjectNode> quotas() {
    return Stream.of("recommendations", "captioning").map(this::quota);
  }

  Stream<ObjectNode> priorityClasses() {
    return Stream.of(
        priorityClass("business-critical", 100_000),
        priorityClass("batch", -10),
        priorityClass("system-node-critical", 2_000_001_000),
        priorityClass("system-cluster-critical", 2_000_000_000));
  }

  private ObjectNode scaledObject(WorkloadSpec workload) {
    var object = Objects.named(workload.namespace(), workload.name(), created);
    var spec = object.putObject("spec");
    spec.putObject("scaleTargetRef").put("kind", workload.kind()).put("name", workload.name());
    spec.put("minReplicaCount", 1).put("maxReplicaCount", workload.replicas() * 4);
    var triggers = spec.putArray("triggers");
    var cpu = triggers.addObject().put("type", "cpu").put("metricType", "Utilization");
    cpu.putObject("metadata").put("value", "60");
    var queue = triggers.addObject().put("type", "aws-sqs-queue").putObject("metadata");
    queue.put("queueURL", "https://sqs.example/" + workload.name()).put("queueLength", "20");
    return object;
  }

  private ObjectNode autoscaler(WorkloadSpec workload) {
    boolean kept = workload.is("keda");
    var name = kept ? "keda-hpa-" + workload.name() : workload.name();
    var object = Objects.named(workload.namespace(), name, created);
    if (kept) {
      Objects.owner(object, "keda.sh/v1alpha1", "ScaledObject", workload.name());
    }
    var spec = object.putObject("spec");
    var target = spec.putObject("scaleTargetRef");
    target.put("apiVersion", Templates.apiVersion(workload.kind()));
    target.put("kind", workload.kind()).put("name", workload.name());
    spec.put("minReplicas", workload.replicas()).put("maxReplicas", workload.replicas() * 3);
    var metric = spec.putArray("metrics").addObject().put("type", "Resource");
    var resource = metric.putObject("resource").put("name", "cpu");
    resource.putObject("target").put("type", "Utilization").put("averageUtilization", 60);
    var status = object.putObject("status");
    status.put("currentReplicas", workload.replicas()).put("desiredReplicas", workload.replicas());
    return object;
  }

  private ObjectNode disruptionBudget(WorkloadSpec workload) {
    int replicas = cluster.replicas(workload);
    var object = Objects.named(workload.namespace(), workload.name(), created);
    var spec = object.putObject("spec");
    // one budget that never lets a pod go, as every fleet has one
    boolean stuck = workload.name().equals("directory") || workload.name().equals("karpenter");
    if (workload.kindIs("StatefulSet", "Cluster")) {
      spec.put("maxUnavailable", 1);
    } else if (stuck) {
      spec.put("minAvailable", replicas);
    } else {
      spec.put("minAvailable", "75%");
    }
    Templates.selector(spec, "selector", workload);
    int healthy = workload.kindIs("StatefulSet", "Cluster") ? replicas - 1 : replicas * 3 / 4;
    var status = object.putObject("status");
    status.put("currentHealthy", replicas).put("expectedPods", replicas);
    status.put("desiredHealthy", stuck ? replicas : healthy);
    status.put("disruptionsAllowed", stuck ? 0 : replicas - healthy);
    return object;
  }

  private ObjectNode quota(String namespace) {
    long cpu = 0;
    long memory = 0;
    for (var workload : cluster.workloads()) {
      if (workload.namespace().equals(namespace)) {
        cpu += workload.cpuRequest() * workload.replicas();
        memory += workload.memoryRequest() * workload.replicas();
      }
    }
    var object = Objects.named(namespace, "team-budget", created);
    var hard = object.putObject("spec").putObject("hard");
    hard.put("requests.cpu", cpu * 11 / 10 + "m").put("requests.memory", memory * 11 / 10 + "Mi");
    var status = object.putObject("status");
    status.set("hard", hard.deepCopy());
    status.putObject("used").put("requests.cpu", cpu + "m").put("requests.memory", memory + "Mi");
    return object;
  }

  private ObjectNode priorityClass(String name, int value) {
    var object = Objects.named(name, created);
    object.put("value", value).put("globalDefault", false);
    object.put("preemptionPolicy", "PreemptLowerPriority");
    return object;
  }
}
