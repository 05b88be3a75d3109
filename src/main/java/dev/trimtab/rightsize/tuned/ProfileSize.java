package dev.trimtab.rightsize.tuned;

import java.util.Map;

/// What a container needs by its use. NaN where it is not known.
///
/// @param cpuCores to be requested
/// @param memoryBytes to be requested
/// @param cpuRisk stated probability that an interval's mean CPU is above the request
/// @param memoryRisk stated probability that memory peaks above the request on the coming day
/// @param policy that decided, with the way it looks at the past
/// @param runnerUp the way that came closest
/// @param figures of the backtest on the container's own days: `backtest_days`, and of `ours`,
///   `today`, `vpa` and `krr` the `…_cpu_core_hours`, `…_cpu_over_share`, `…_memory_gib_hours` and
///   `…_memory_days_over`
public record ProfileSize(
    double cpuCores,
    double memoryBytes,
    double cpuRisk,
    double memoryRisk,
    String policy,
    String runnerUp,
    Map<String, Double> figures) {
  public ProfileSize {
    figures = Map.copyOf(figures);
  }
}
