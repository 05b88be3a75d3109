package dev.trimtab.model.usage;

/// What a program or a device says of itself, beside what the container's cgroup shows.
public enum Gauge {
  /// Bytes of live heap after or between collections.
  JVM_HEAP_USED,
  /// Bytes that the heap may grow to.
  JVM_HEAP_MAX,
  /// Bytes of metaspace, code cache and the like.
  JVM_NONHEAP_USED,
  /// Share of time that the container's GPUs were busy, 0..1, the mean over its GPUs.
  GPU_UTILISATION,
  /// Bytes of GPU memory in use.
  GPU_MEMORY_USED
}
