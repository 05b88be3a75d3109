package dev.trimtab.bench.cluster;

import dev.trimtab.bench.open.Pods;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.cluster.Container;
import dev.trimtab.model.cluster.Namespace;
import dev.trimtab.model.cluster.Pod;
import dev.trimtab.model.cluster.PodTemplate;
import dev.trimtab.model.cluster.Policies;
import dev.trimtab.model.cluster.Resources;
import dev.trimtab.model.cluster.Scheduling;
import dev.trimtab.model.cluster.Workload;
import dev.trimtab.model.cluster.Workload.Autoscaler;
import dev.trimtab.model.cluster.Workload.DisruptionBudget;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.place.plan.Size;
import dev.trimtab.units.Cpu;
import dev.trimtab.units.Memory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// A cluster with pods of the sizes that a production cluster has them in, in the usual mix of
/// rules: a quarter spread over zones, a tenth one per node, a twentieth tied to a zone, half with
/// a disruption budget, a fifth autoscaled; four DaemonSets.
public final class Fleet {
  public static final String CLUSTER = "bench";
  static final List<String> ZONES = List.of("us-east-1a", "us-east-1b", "us-east-1c");

  private static final int MOST_REPLICAS = 60;
  private static final int NAMESPACES = 40;
  private static final List<String> AGENTS = List.of("cni", "proxy", "logs", "metrics");

  private final Instant created;
  private final SplittableRandom random = new SplittableRandom(11);
  private final List<Workload> workloads = new ArrayList<>();
  private final List<Pod> pods = new ArrayList<>();
  private final Racks racks;

  private Fleet(Instant asOf) throws SourceUnavailable {
    this.created = asOf.minus(Duration.ofDays(90));
    this.racks = new Racks(created);
  }

  /// The cluster.
  ///
  /// @param pods about so many, those of DaemonSets not among them
  /// @throws SourceUnavailable when the open data is not there
  public static ClusterInventory of(int pods, Instant asOf) throws SourceUnavailable {
    var fleet = new Fleet(asOf);
    var sizes = Pods.sizes();
    double known = sizes.values().stream().mapToInt(Integer::intValue).sum();
    for (var size : sizes.entrySet()) {
      int left = (int) Math.ceil(size.getValue() / known * pods);
      while (left > 0) {
        int replicas = Math.min(left, fleet.random.nextInt(1, MOST_REPLICAS + 1));
        fleet.deployment(replicas, size.getKey());
        left -= replicas;
      }
    }
    AGENTS.forEach(fleet::daemonSet);
    var namespaces =
        IntStream.range(0, NAMESPACES)
            .mapToObj(i -> new Namespace("team-" + i, Map.of("team", "team-" + i % 12), Map.of()))
            .toList();
    return new ClusterInventory(
        CLUSTER, asOf, namespaces, fleet.racks.nodes(), fleet.workloads, fleet.pods, Policies.NONE);
  }

  private boolean oneIn(int number) {
    return random.nextInt(number) == 0;
  }

  private void deployment(int replicas, Size size) {
    int number = workloads.size();
    var ref =
        new WorkloadRef(CLUSTER, "team-" + number % NAMESPACES, "Deployment", "app-" + number);
    var cpu = Cpu.millis(size.cpuMicros() / 1000);
    var memory = Memory.bytes(size.memoryBytes());
    var container =
        new Container("main", Container.Role.APP, new Resources(cpu, null, memory, memory, 0));
    boolean spread = replicas >= 3 && oneIn(4);
    boolean alone = !spread && oneIn(9);
    var zone = !spread && !alone && oneIn(12) ? ZONES.get(number % ZONES.size()) : "";
    var template = template(container, spread, alone, zone);
    workloads.add(
        new Workload(
            ref,
            "apps/v1",
            replicas,
            created,
            Map.of("app", ref.name()),
            Map.of(),
            template,
            replicas >= 4 && oneIn(5)
                ? new Autoscaler("HorizontalPodAutoscaler", ref.name(), 2, 2 * replicas, 70, null)
                : null,
            replicas >= 2 && oneIn(2) ? new DisruptionBudget(ref.name(), "", "1", 1) : null));
    for (int i = 0; i < replicas; i++) {
      var where = zone.isEmpty() ? ZONES.get(i % ZONES.size()) : zone;
      pod(ref, i, racks.put(ref.name(), size, where, alone), container);
    }
  }

  private static PodTemplate template(
      Container container, boolean spread, boolean alone, String zone) {
    return new PodTemplate(
        List.of(container),
        "",
        0,
        Duration.ofSeconds(30),
        List.of(),
        false,
        alone,
        spread,
        zone.isEmpty() ? Map.of() : Map.of("topology.kubernetes.io/zone", zone),
        new Scheduling(List.of(), List.of(), spread ? 1 : 0));
  }

  /// Racks keep room for it.
  private void daemonSet(String name) {
    var ref = new WorkloadRef(CLUSTER, "kube-system", "DaemonSet", name);
    var resources = new Resources(Racks.AGENT_CPU, null, Racks.AGENT_MEMORY, null, 0);
    var container = new Container("main", Container.Role.APP, resources);
    var nodes = racks.nodes();
    workloads.add(
        new Workload(
            ref,
            "apps/v1",
            nodes.size(),
            created,
            Map.of("app", name),
            Map.of(),
            template(container, false, false, ""),
            null,
            null));
    for (int i = 0; i < nodes.size(); i++) {
      pod(ref, i, nodes.get(i).name(), container);
    }
  }

  private void pod(WorkloadRef ref, int number, String node, Container container) {
    var name = "%s-5d8f9c7b6-%04d".formatted(ref.name(), number);
    pods.add(new Pod(name, ref, node, "Running", created, List.of(container)));
  }
}
