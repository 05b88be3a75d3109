package dev.trimtab.demo.world;

import dev.trimtab.demo.seed.Noise;
import dev.trimtab.demo.seed.Period;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// One cluster of the invented company: its nodes, its workloads, its pods of four weeks.
public final class ClusterWorld {
  private final String name;
  private final Period period;
  private final long key;
  private final double traffic;
  private final List<DemoNode> nodes;
  private final List<WorkloadSpec> workloads;
  private final Map<WorkloadSpec, List<PodLife>> pods = new HashMap<>();
  private final List<PodLife> allPods = new ArrayList<>();
  private final Map<PodLife, DemoNode> placed;

  /// Builds the cluster.
  ///
  /// @param traffic its load as a share of production's
  public ClusterWorld(String name, double traffic, long seed, Period period) {
    this.name = name;
    this.period = period;
    this.traffic = traffic;
    this.key = Noise.of(seed, name);
    this.nodes = DemoNode.of(name, period, seed);
    this.workloads = WorkloadSpec.of(name);
    for (var workload : workloads) {
      var lives = timeline(workload).pods(replicas(workload));
      pods.put(workload, lives);
      allPods.addAll(lives);
    }
    this.placed = new Placement(nodes).place(allPods.stream().filter(PodLife::running).toList());
  }

  public String name() {
    return name;
  }

  public Period period() {
    return period;
  }

  /// Identity of the cluster, mixed with the seed.
  public long key() {
    return key;
  }

  public List<DemoNode> nodes() {
    return nodes;
  }

  public List<WorkloadSpec> workloads() {
    return workloads;
  }

  /// Every pod there has been in the history, running ones among them.
  public List<PodLife> pods() {
    return allPods;
  }

  public List<PodLife> pods(WorkloadSpec workload) {
    return Objects.requireNonNull(pods.get(workload));
  }

  /// Names of the workload's ReplicaSets, oldest first.
  public List<String> replicaSets(WorkloadSpec workload) {
    return timeline(workload).replicaSets();
  }

  public int replicas(WorkloadSpec workload) {
    return workload.kindIs("DaemonSet") ? nodes.size() : workload.replicas();
  }

  /// Where a running pod is; empty while it is pending.
  public Optional<DemoNode> nodeOf(PodLife pod) {
    return Optional.ofNullable(placed.get(pod));
  }

  /// What one container of a pod uses.
  public Load load(PodLife pod, ContainerSpec container) {
    long identity = Noise.of(key, pod.namespace() + "/" + pod.name() + "/" + container.name());
    var used = pod.workload().is("pernode") ? container.using(shareOfNode(pod)) : container;
    return new Load(pod.workload(), used, identity, pod.from(), traffic);
  }

  // an agent serves the pods of its node, which one core is kept from; use is written down for 8
  private double shareOfNode(PodLife pod) {
    return nodeOf(pod).map(node -> (node.type().vcpus() - 1) / 7.0).orElse(1.0);
  }

  /// What the JVM in a container of a pod tells of itself.
  public Jvm jvm(PodLife pod, ContainerSpec container) {
    return new Jvm(container, Noise.of(key, pod.namespace() + "/" + pod.name() + "/jvm"));
  }

  /// What the GPU of a pod tells of itself.
  public Gpu gpu(PodLife pod) {
    return new Gpu(Noise.of(key, pod.namespace() + "/" + pod.name() + "/gpu"));
  }

  private Timeline timeline(WorkloadSpec workload) {
    return new Timeline(period, workload, key);
  }
}
