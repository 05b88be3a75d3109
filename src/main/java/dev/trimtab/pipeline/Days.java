package dev.trimtab.pipeline;

import static java.time.ZoneOffset.UTC;

import dev.trimtab.units.TimeWindow;
import java.time.LocalDate;

/// Whole UTC days as windows.
final class Days {
  private Days() {}

  static TimeWindow of(LocalDate day) {
    return between(day, day.plusDays(1));
  }

  /// @param end the first day after them
  static TimeWindow between(LocalDate first, LocalDate end) {
    return new TimeWindow(first.atStartOfDay(UTC).toInstant(), end.atStartOfDay(UTC).toInstant());
  }
}
