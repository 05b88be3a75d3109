package dev.trimtab.rightsize;

import dev.trimtab.units.Cpu;
import dev.trimtab.units.Memory;
import java.time.Duration;

/// How requests are sized.
///
/// @param cpuMargin share added to a percentile that an owner pins
/// @param memoryMargin share added to the peak beside it
/// @param minHistory less is [dev.trimtab.model.finding.Finding.InsufficientData]
/// @param changeThreshold smaller relative changes are a keep
public record RightsizeSettings(
    double cpuMargin,
    double memoryMargin,
    Cpu cpuFloor,
    Memory memoryFloor,
    Duration minHistory,
    double changeThreshold,
    LimitRule cpuLimit,
    LimitRule memoryLimit) {

  /// What becomes of a limit when its request changes. A limit is never below its request.
  public enum LimitRule {
    /// As many times the request as before; no limit stays no limit.
    KEEP_RATIO,
    NONE,
    SAME_AS_REQUEST
  }
}
