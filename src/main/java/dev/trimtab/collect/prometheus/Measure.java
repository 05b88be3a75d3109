package dev.trimtab.collect.prometheus;

/// A quantity that is asked for per container and interval.
enum Measure {
  CPU_AVERAGE,
  CPU_PEAK,
  THROTTLED,
  MEMORY_AVERAGE,
  MEMORY_PEAK,
  OOM_EVENTS,
  OOM_RESTARTS,
  RESTARTS
}
