package dev.trimtab.model.usage;

import java.time.LocalDate;

/// A container's day (UTC), its pods pooled. Unknown is NaN.
///
/// @param cpu interval averages, cores
/// @param cpuPeak the highest finer sample of the day, cores
/// @param cpuAverage mean over the day's samples, cores
/// @param memoryPeak highest working set of any pod, bytes
/// @param memoryAverage mean working set, bytes
/// @param throttled highest throttled share of any interval, 0..1
/// @param samples container-intervals seen
/// @param hours container-hours covered, all pods added up
/// @param pods distinct pods seen
public record DailyProfile(
    LocalDate day,
    Histogram cpu,
    double cpuPeak,
    double cpuAverage,
    double memoryPeak,
    double memoryAverage,
    double throttled,
    int oomKills,
    int restarts,
    long samples,
    double hours,
    int pods) {}
