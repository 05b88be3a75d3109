package dev.trimtab.bench;

import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.cluster.Container;
import dev.trimtab.model.cluster.Namespace;
import dev.trimtab.model.cluster.Node;
import dev.trimtab.model.cluster.Pod;
import dev.trimtab.model.cluster.PodTemplate;
import dev.trimtab.model.cluster.Policies;
import dev.trimtab.model.cluster.Resources;
import dev.trimtab.model.cluster.Workload;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.usage.PodContainer;
import dev.trimtab.model.usage.UsageSample;
import dev.trimtab.units.Cpu;
import dev.trimtab.units.Memory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// Invented usage with the spread of the real thing: levels over three magnitudes, a working day,
/// noise in every sample and a burst now and then. No value repeats, so nothing compresses by luck.
final class UsageLoad {
  static final String CLUSTER = "bench";

  private static final int SEED = 11;
  private static final int NODES_SHARE = 30;
  private static final double BURST = 0.02;
  private static final long DAY = Duration.ofDays(1).toSeconds();

  private final Duration step;
  private final SplittableRandom random = new SplittableRandom(SEED);
  private final List<Series> series = new ArrayList<>();

  /// @param level usual CPU, cores
  /// @param memory usual working set, bytes
  /// @param phase when in the day it is busiest, radians
  private record Series(
      PodContainer subject, double level, double memory, double phase, Resources resources) {}

  /// @param step length of a sample
  UsageLoad(int containers, Duration step) {
    this.step = step;
    for (int i = 0; i < containers; i++) {
      double level = Math.exp(random.nextDouble(Math.log(0.002), Math.log(2)));
      double memory = Math.exp(random.nextDouble(Math.log(20e6), Math.log(8e9)));
      var workload = new WorkloadRef(CLUSTER, "namespace-" + i % 40, "Deployment", "app-" + i);
      var subject = new PodContainer(workload, "app-" + i + "-5d8f9c7b6-x2x4z", "main", node(i));
      var resources =
          new Resources(Cpu.ofCores(level * 2), null, Memory.bytes((long) (2 * memory)), null, 0);
      series.add(new Series(subject, level, memory, random.nextDouble(2 * Math.PI), resources));
    }
  }

  private static String node(int container) {
    return "ip-10-0-%d-%d.eu-west-1.compute.internal"
        .formatted(container / NODES_SHARE / 250, container / NODES_SHARE % 250);
  }

  /// The cluster that the usage is of: a workload for each container, one pod each.
  ClusterInventory inventory(Instant asOf) {
    var workloads = new ArrayList<Workload>();
    var pods = new ArrayList<Pod>();
    var nodes = new TreeMap<String, Node>();
    for (var one : series) {
      var subject = one.subject();
      var ref = subject.workload();
      var container = new Container(subject.container(), Container.Role.APP, one.resources());
      workloads.add(workload(ref, container, asOf));
      pods.add(new Pod(subject.pod(), ref, subject.node(), "Running", asOf, List.of(container)));
      nodes.computeIfAbsent(subject.node(), name -> node(name, asOf));
    }
    var namespaces =
        workloads.stream()
            .map(workload -> workload.ref().namespace())
            .distinct()
            .map(name -> new Namespace(name, Map.of("team", name), Map.of()))
            .toList();
    return new ClusterInventory(
        CLUSTER, asOf, namespaces, List.copyOf(nodes.values()), workloads, pods, Policies.NONE);
  }

  private static Workload workload(WorkloadRef ref, Container container, Instant created) {
    var labels = Map.of("app", ref.name());
    var template =
        new PodTemplate(
            List.of(container),
            "",
            0,
            Duration.ofSeconds(30),
            List.of(),
            false,
            false,
            false,
            Map.of());
    return new Workload(ref, "apps/v1", 3, created, labels, Map.of(), template, null, null);
  }

  private static Node node(String name, Instant created) {
    return new Node(
        name,
        "aws:///eu-west-1a/i-" + name,
        "m5.4xlarge",
        "eu-west-1",
        "eu-west-1a",
        "amd64",
        CapacityType.ON_DEMAND,
        Cpu.millis(16_000),
        Memory.mebi(65_536),
        Cpu.millis(15_890),
        Memory.mebi(60_000),
        0,
        234,
        true,
        created,
        Map.of());
  }

  /// All samples of a window, interval by interval, as the Prometheus collector hands them over.
  List<UsageSample> window(Instant from, Instant to) {
    var samples = new ArrayList<UsageSample>();
    for (var start = from; start.isBefore(to); start = start.plus(step)) {
      for (var one : series) {
        samples.add(sample(one, start));
      }
    }
    return samples;
  }

  private UsageSample sample(Series of, Instant start) {
    double day = Math.sin(2 * Math.PI * (start.getEpochSecond() % DAY) / DAY + of.phase());
    double burst = random.nextDouble() < BURST ? 1 + 3 * random.nextDouble() : 1;
    double cpu = of.level() * (1 + 0.4 * day) * Math.exp(0.15 * random.nextGaussian()) * burst;
    double memory = of.memory() * (1 + 0.1 * day) * Math.exp(0.02 * random.nextGaussian());
    return new UsageSample(
        of.subject(),
        start,
        start.plus(step),
        cpu,
        cpu * (1 + random.nextDouble()),
        Math.max(0, 0.05 * random.nextGaussian()),
        memory,
        memory * (1 + 0.1 * random.nextDouble()),
        0,
        0,
        of.resources());
  }
}
