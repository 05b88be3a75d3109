package dev.trimtab.demo.world;

import dev.trimtab.demo.seed.Noise;

/// A GPU that somebody asked for and does not use, as the DCGM exporter tells it.
///
/// @param key identity of the pod, mixed with the seed
public record Gpu(long key) {
  private static final long MIB = 1L << 20;

  /// Whether a container has one.
  public static boolean has(WorkloadSpec workload, ContainerSpec container) {
    return workload.gpus() > 0 && container.role() == ContainerSpec.Role.MAIN;
  }

  /// Share of time at work, in millionths: what an open notebook's kernel does now and then.
  ///
  /// @param interval 5-minute step since the epoch
  public long busy(long interval) {
    return Noise.between(Noise.of(key, interval), 0, 4000);
  }

  /// Bytes: a context, and nothing in it.
  public long memoryUsed() {
    return 330 * MIB;
  }
}
