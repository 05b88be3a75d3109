package dev.trimtab.model.usage;

import dev.trimtab.model.cluster.Resources;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

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
/// @param hourly peaks by hour of the day
/// @param cpuStart highest CPU interval average in the first ten minutes of a pod that began on
///   this day, cores
/// @param cpuSteady highest CPU interval average outside those minutes, cores
/// @param inForce requests and limits at the end of the day, null where unknown
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
    int pods,
    HourlyPeaks hourly,
    double cpuStart,
    double cpuSteady,
    @Nullable Resources inForce) {}
