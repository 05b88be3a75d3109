package dev.trimtab.store;

import java.time.LocalDate;
import java.util.List;

/// A row of `trimtab.usage_daily`, its histogram encoded: some 600 bytes, where one that is being
/// filled takes ten times as much.
@SuppressWarnings("ArrayRecordComponent") // encoded bytes on their way to COPY; never compared
record DayRow(
    int container,
    int samples,
    int pods,
    double hours,
    double cpuPeak,
    double cpuAverage,
    double memoryPeak,
    double memoryAverage,
    double throttled,
    int oomKills,
    int restarts,
    byte[] histogram,
    StartUps startUps,
    byte[] hourly,
    List<NodeKindRow> nodeKinds) {
  /// Writes the row.
  ///
  /// @param clusterFirst start of the cluster's first sample of the day, Unix seconds
  void copy(Copy copy, LocalDate day, long clusterFirst) {
    startUps.settle(clusterFirst);
    copy.plain(day)
        .number(container)
        .number(samples)
        .number(pods)
        .real(hours)
        .real(cpuPeak)
        .real(cpuAverage)
        .whole(memoryPeak)
        .whole(memoryAverage)
        .real(throttled)
        .number(oomKills)
        .number(restarts)
        .bytes(histogram)
        .real(startUps.start())
        .real(startUps.steady())
        .bytes(hourly);
    copy.endRow();
  }
}
