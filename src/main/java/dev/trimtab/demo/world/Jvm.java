package dev.trimtab.demo.world;

import dev.trimtab.demo.seed.Noise;

/// The memory of a JVM in one container of one pod, as Micrometer tells it.
///
/// @param key identity of the pod, mixed with the seed
public record Jvm(ContainerSpec spec, long key) {
  private static final long MIB = 1L << 20;
  private static final int DAY = 288;

  /// As the template's `-XX:MaxRAMPercentage` says.
  private static final int HEAP_PERCENT = 70;

  /// Whether anybody scrapes the JVM: not that of the search engines.
  public static boolean tells(WorkloadSpec workload, ContainerSpec container) {
    return workload.is("jvm")
        && workload.kindIs("Deployment")
        && container.role() == ContainerSpec.Role.MAIN;
  }

  /// Bytes, the same all day long.
  ///
  /// @param interval 5-minute step since the epoch
  public long heapUsed(long interval) {
    double share = 0.72 + 0.16 * Noise.unit(Noise.of(key, Math.floorDiv(interval, DAY)));
    long room = spec.memoryPeak() * MIB - nonHeapUsed();
    return Math.min(heapMax(), Math.round(room * share));
  }

  /// Bytes.
  public long heapMax() {
    return spec.memoryLimit() * MIB * HEAP_PERCENT / 100;
  }

  /// Bytes.
  public long nonHeapUsed() {
    return MIB * Math.clamp(spec.memory() / 8, 96, 320);
  }
}
