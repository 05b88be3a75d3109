package dev.trimtab.demo.kubernetes;

import dev.trimtab.demo.seed.Noise;
import dev.trimtab.demo.seed.Period;
import dev.trimtab.demo.world.ClusterWorld;
import dev.trimtab.demo.world.PodLife;
import dev.trimtab.demo.world.WorkloadSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// The controllers of pods.
final class WorkloadObjects {
  private final ClusterWorld cluster;

  WorkloadObjects(ClusterWorld cluster) {
    this.cluster = cluster;
  }

  /// Deployments, StatefulSets, DaemonSets, Rollouts and an operator's own kind.
  Stream<ObjectNode> controllers(String kind) {
    return workloads(kind).map(this::controller);
  }

  Stream<ObjectNode> replicaSets() {
    return Stream.concat(workloads("Deployment"), workloads("Rollout"))
        .flatMap(workload -> replicaSets(workload).stream());
  }

  Stream<ObjectNode> cronJobs() {
    return workloads("CronJob").map(this::cronJob);
  }

  Stream<ObjectNode> jobs() {
    return Stream.concat(workloads("Job"), workloads("CronJob"))
        .flatMap(workload -> PodObjects.kept(cluster.pods(workload)).stream())
        .map(this::job);
  }

  /// Objects of an operator that own StatefulSets.
  Stream<ObjectNode> operated() {
    return operatedSets()
        .map(workload -> {
          var object = Objects.named(workload.namespace(), "k8s", created(workload));
          Objects.labels(object, Templates.labels(workload));
          object.putObject("spec").put("replicas", cluster.replicas(workload));
          return object;
        });
  }

  private Stream<WorkloadSpec> operatedSets() {
    return workloads("StatefulSet").filter(workload -> workload.is("operator"));
  }

  private Stream<WorkloadSpec> workloads(String kind) {
    return cluster.workloads().stream().filter(workload -> workload.kindIs(kind));
  }

  private ObjectNode controller(WorkloadSpec workload) {
    var object = Objects.named(workload.namespace(), workload.name(), created(workload));
    Objects.labels(object, Templates.labels(workload));
    Objects.annotations(object, annotations(workload));
    if (workload.is("operator")) {
      Objects.owner(object, "monitoring.coreos.com/v1", "Prometheus", "k8s");
    }
    int replicas = cluster.replicas(workload);
    var spec = object.putObject("spec");
    var status = object.putObject("status");
    if (workload.kindIs("DaemonSet")) {
      status.put("desiredNumberScheduled", replicas).put("numberReady", replicas);
    } else {
      spec.put(workload.kindIs("Cluster") ? "instances" : "replicas", replicas);
      status.put("replicas", replicas).put("readyReplicas", replicas);
    }
    if (!workload.kindIs("Cluster")) {
      Templates.selector(spec, "selector", workload);
      spec.set("template", Templates.template(workload));
    }
    return object;
  }

  private static Map<String, String> annotations(WorkloadSpec workload) {
    return workload.is("spot") && workload.is("oom")
        ? Map.of("larkspur.example/owner", "=SUM(A1:A9)-" + workload.name())
        : Map.of("deployment.kubernetes.io/revision", "4");
  }

  private List<ObjectNode> replicaSets(WorkloadSpec workload) {
    var objects = new ArrayList<ObjectNode>();
    var names = cluster.replicaSets(workload);
    for (int i = 0; i < names.size(); i++) {
      int replicas = i == names.size() - 1 ? workload.replicas() : 0;
      objects.add(replicaSet(workload, names.get(i), replicas));
    }
    return objects;
  }

  private ObjectNode replicaSet(WorkloadSpec workload, String name, int replicas) {
    long from =
        cluster.pods(workload).stream()
            .filter(pod -> pod.ownerName().equals(name))
            .mapToLong(PodLife::from)
            .min()
            .orElse(cluster.period().first());
    var object = Objects.named(workload.namespace(), name, Period.instant(from));
    Objects.labels(object, Templates.labels(workload));
    Objects.owner(object, Templates.apiVersion(workload.kind()), workload.kind(), workload.name());
    var spec = object.putObject("spec").put("replicas", replicas);
    Templates.selector(spec, "selector", workload);
    spec.set("template", Templates.template(workload));
    object.putObject("status").put("replicas", replicas);
    return object;
  }

  private ObjectNode cronJob(WorkloadSpec workload) {
    var object = Objects.named(workload.namespace(), workload.name(), created(workload));
    Objects.labels(object, Templates.labels(workload));
    var spec = object.putObject("spec").put("schedule", schedule(workload));
    spec.put("suspend", false).put("concurrencyPolicy", "Forbid");
    jobSpec(spec.putObject("jobTemplate").putObject("spec"), workload);
    object.putObject("status");
    return object;
  }

  private static String schedule(WorkloadSpec workload) {
    if (workload.is("hourly")) {
      return "15 * * * *";
    }
    if (workload.is("weekly")) {
      return "0 1 * * 0";
    }
    return workload.is("daily04") ? "0 4 * * *" : "0 2 * * *";
  }

  private ObjectNode job(PodLife run) {
    var workload = run.workload();
    var object = Objects.named(run.namespace(), run.ownerName(), Period.instant(run.from()));
    Objects.labels(object, Templates.labels(workload));
    if (workload.kindIs("CronJob")) {
      Objects.owner(object, "batch/v1", "CronJob", workload.name());
    }
    jobSpec(object.putObject("spec"), workload);
    var status = object.putObject("status").put("startTime", Period.instant(run.from()).toString());
    if (run.running()) {
      status.put("active", 1);
    } else {
      status.put("succeeded", 1).put("completionTime", Period.instant(run.to()).toString());
    }
    return object;
  }

  private static void jobSpec(ObjectNode spec, WorkloadSpec workload) {
    spec.put("parallelism", 1).put("completions", 1).put("backoffLimit", 6);
    spec.set("template", Templates.template(workload));
  }

  private Instant created(WorkloadSpec workload) {
    var asOf = cluster.period().asOf();
    if (workload.is("young")) {
      return asOf.minus(Duration.ofHours(30));
    }
    long days = Noise.between(Noise.of(cluster.key(), workload.key()), 60, 700);
    return asOf.minus(Duration.ofDays(days)).minusSeconds(days * 37);
  }
}
