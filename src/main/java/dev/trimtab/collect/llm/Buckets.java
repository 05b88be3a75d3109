package dev.trimtab.collect.llm;

import dev.trimtab.units.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Whole hours and days of a window: what has not ended yet is not read.
final class Buckets {
  private Buckets() {}

  static TimeWindow hours(TimeWindow window) {
    return whole(window, ChronoUnit.HOURS);
  }

  static TimeWindow days(TimeWindow window) {
    return whole(window, ChronoUnit.DAYS);
  }

  private static TimeWindow whole(TimeWindow window, ChronoUnit unit) {
    var start = window.start().truncatedTo(unit);
    var end = window.end().truncatedTo(unit);
    return new TimeWindow(start, end.isBefore(start) ? start : end);
  }

  /// The part of a window that begins at an instant and is at most so long.
  static TimeWindow chunk(TimeWindow window, Instant from, Duration longest) {
    var end = from.plus(longest);
    return new TimeWindow(from, end.isAfter(window.end()) ? window.end() : end);
  }
}
