package dev.trimtab.rightsize.backtest;

import java.util.List;

/// How a policy did, fleet-wide and in the median container; a figure without data is NaN.
///
/// @param cpuSlack share of requested core-hours that was not used
/// @param cpuOver share of intervals with use over the request
/// @param cpuDeficit core-hours above the request over core-hours used
/// @param memoryOverLimit share of container-windows with the memory peak over the limit, or the
///   request where there is none
/// @param cpuChanges changes of the CPU request over 10% per container-week
/// @param coverage share of container-windows with a recommendation
/// @param cpuRisk stated against realised, intervals
/// @param memoryRisk stated against realised, container-windows
public record Score(
    String policy,
    double cpuSlack,
    double cpuSlackMedian,
    double cpuOver,
    double cpuOverMedian,
    double cpuDeficit,
    double cpuDeficitMedian,
    double memorySlack,
    double memorySlackMedian,
    double memoryOverLimit,
    double memoryOverLimitMedian,
    double memoryOverRequest,
    double memoryOverRequestMedian,
    double coreHours,
    double coreHoursMedian,
    double gibHours,
    double gibHoursMedian,
    double cpuChanges,
    double memoryChanges,
    double coverage,
    List<RiskBin> cpuRisk,
    List<RiskBin> memoryRisk) {

  /// A tenth of [0, 1] of stated probabilities.
  ///
  /// @param stated mean of what was stated
  /// @param realised share that came true
  public record RiskBin(double from, double to, long count, double stated, double realised) {}
}
