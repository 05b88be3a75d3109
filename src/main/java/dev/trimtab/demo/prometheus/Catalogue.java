package dev.trimtab.demo.prometheus;

import dev.trimtab.demo.prometheus.Series.Unit;
import dev.trimtab.demo.world.ClusterWorld;
import dev.trimtab.demo.world.ContainerSpec;
import dev.trimtab.demo.world.Gpu;
import dev.trimtab.demo.world.Jvm;
import dev.trimtab.demo.world.Load;
import dev.trimtab.demo.world.PodLife;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import java.util.stream.Stream;

/// The series of a cluster, by metric.
final class Catalogue {
  private static final long MIB = 1L << 20;

  /// CFS periods of 100 ms in five minutes.
  private static final long PERIODS = 3000;

  private final ClusterWorld cluster;
  private final Owners owners;

  Catalogue(ClusterWorld cluster) {
    this.cluster = cluster;
    this.owners = new Owners(cluster);
  }

  Stream<Series> series(Metric metric) {
    return switch (metric) {
      case CPU_AVERAGE -> usage(Unit.MILLIONTHS, false, load -> load::cpuAverage);
      case CPU_PEAK -> usage(Unit.MILLIONTHS, false, load -> load::cpuPeak);
      case THROTTLED -> usage(Unit.MILLIONTHS, true, load -> load::throttled);
      case PERIODS -> periods();
      case MEMORY_AVERAGE -> usage(Unit.WHOLE, false, load -> load::memoryAverage);
      case MEMORY_PEAK -> usage(Unit.WHOLE, false, load -> load::memoryPeak);
      // a kill restarts the container, and nothing else restarts any here
      case OOM_KILLS, RESTARTS -> usage(Unit.WHOLE, true, load -> load::oomKills);
      case REQUESTS -> resources(true);
      case LIMITS -> resources(false);
      case HEAP_USED -> jvm(jvm -> jvm::heapUsed);
      case HEAP_MAX -> jvm(jvm -> _ -> jvm.heapMax());
      case NONHEAP_USED -> jvm(jvm -> _ -> jvm.nonHeapUsed());
      case GPU_BUSY -> gpu(Unit.MILLIONTHS, gpu -> gpu::busy);
      case GPU_MEMORY_USED -> gpu(Unit.WHOLE, gpu -> _ -> gpu.memoryUsed());
      case POD_OWNER -> owners.pods();
      case REPLICASET_OWNER -> owners.replicaSets();
      case JOB_OWNER -> owners.jobs();
      case ARTICLES -> new Articles(cluster).inADay();
      case UP -> Stream.of(up());
      case UNKNOWN -> Stream.empty();
    };
  }

  /// Picks one quantity of a load.
  private interface Quantity {
    LongUnaryOperator of(Load load);
  }

  private Stream<Series> usage(Unit unit, boolean sparse, Quantity quantity) {
    return containers(
        (pod, container) -> Stream.of(series(pod, container, unit, sparse, quantity)));
  }

  private Series series(
      PodLife pod, ContainerSpec container, Unit unit, boolean sparse, Quantity quantity) {
    return new Series(
        labels(pod, container),
        pod.from(),
        pod.endOf(container),
        unit,
        sparse,
        quantity.of(cluster.load(pod, container)));
  }

  /// Picks one quantity of a JVM.
  private interface JvmQuantity {
    LongUnaryOperator of(Jvm jvm);
  }

  /// Of the JVMs that tell of themselves.
  private Stream<Series> jvm(JvmQuantity quantity) {
    return containers((pod, container) ->
        Jvm.tells(pod.workload(), container)
            ? Stream.of(
                new Series(
                    labels(pod, container),
                    pod.from(),
                    pod.to(),
                    Unit.WHOLE,
                    false,
                    quantity.of(cluster.jvm(pod, container))))
            : Stream.empty());
  }

  /// Picks one quantity of a GPU.
  private interface GpuQuantity {
    LongUnaryOperator of(Gpu gpu);
  }

  private Stream<Series> gpu(Unit unit, GpuQuantity quantity) {
    return containers((pod, container) ->
        Gpu.has(pod.workload(), container)
            ? Stream.of(
                new Series(
                    labels(pod, container),
                    pod.from(),
                    pod.to(),
                    unit,
                    false,
                    quantity.of(cluster.gpu(pod))))
            : Stream.empty());
  }

  private Stream<Series> periods() {
    return containers((pod, container) ->
        container.cpuLimit() > 0
            ? Stream.of(series(pod, container, Unit.WHOLE, false, _ -> _ -> PERIODS))
            : Stream.empty());
  }

  private Stream<Series> resources(boolean requests) {
    return containers((pod, container) -> {
      long cpu = requests ? container.cpuRequest() : container.cpuLimit();
      long memory = requests ? container.memoryRequest() : container.memoryLimit();
      return Stream.of(
              new Series(
                  resource(pod, container, "cpu", "core"),
                  pod.from(),
                  pod.to(),
                  Unit.MILLIONTHS,
                  true,
                  _ -> cpu * 1000),
              new Series(
                  resource(pod, container, "memory", "byte"),
                  pod.from(),
                  pod.to(),
                  Unit.WHOLE,
                  true,
                  _ -> memory * MIB))
          .filter(series -> series.value().applyAsLong(0) > 0);
    });
  }

  /// The series of one container of one pod.
  private interface PerContainer {
    Stream<Series> of(PodLife pod, ContainerSpec container);
  }

  private Stream<Series> containers(PerContainer each) {
    return cluster.pods().stream()
        .flatMap(pod ->
            pod.workload().containers().stream().flatMap(container -> each.of(pod, container)));
  }

  private Series up() {
    return Series.constant(
        Map.of("job", "kube-state-metrics", "instance", "10.0.0.7:8080"),
        cluster.period().first(),
        PodLife.RUNNING,
        1);
  }

  private static Map<String, String> labels(PodLife pod, ContainerSpec container) {
    var labels = new LinkedHashMap<String, String>();
    labels.put("container", container.name());
    labels.put("namespace", pod.namespace());
    labels.put("pod", pod.name());
    return labels;
  }

  private static Map<String, String> resource(
      PodLife pod, ContainerSpec container, String resource, String unit) {
    var labels = labels(pod, container);
    labels.put("resource", resource);
    labels.put("unit", unit);
    return labels;
  }
}
