package dev.trimtab.model.usage;

import dev.trimtab.model.cluster.Resources;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a container used in `[start, end)`. Unknown is NaN (or -1 for a count), never zero.
///
/// @param cpuAverage mean CPU, cores
/// @param cpuPeak highest finer sample, cores
/// @param throttled share of CFS periods throttled, 0..1
/// @param memoryAverage mean working set, bytes
/// @param memoryPeak peak working set, bytes
/// @param oomKills events in the interval, -1 unknown
/// @param restarts events in the interval, -1 unknown
/// @param inForce requests and limits in force, null where the source does not tell
public record UsageSample(
    PodContainer subject,
    Instant start,
    Instant end,
    double cpuAverage,
    double cpuPeak,
    double throttled,
    double memoryAverage,
    double memoryPeak,
    int oomKills,
    int restarts,
    @Nullable Resources inForce) {
  public static final double UNKNOWN = Double.NaN;
  public static final int UNKNOWN_COUNT = -1;
}
