package dev.trimtab.units;

import java.time.Duration;
import java.time.Instant;

/// The half-open span `[start, end)`.
///
/// @param start included
/// @param end excluded, never before `start`
public record TimeWindow(Instant start, Instant end) {
  public TimeWindow {
    if (end.isBefore(start)) {
      throw new IllegalArgumentException(
          "window ends before it starts: [" + start + ", " + end + ")");
    }
  }

  public static TimeWindow ending(Instant end, Duration length) {
    return new TimeWindow(end.minus(length), end);
  }

  public Duration length() {
    return Duration.between(start, end);
  }

  public boolean isEmpty() {
    return start.equals(end);
  }

  public boolean contains(Instant instant) {
    return !instant.isBefore(start) && instant.isBefore(end);
  }

  /// What both windows cover; empty at this window's start where they are apart.
  public TimeWindow intersect(TimeWindow other) {
    var from = start.isAfter(other.start) ? start : other.start;
    var to = end.isBefore(other.end) ? end : other.end;
    return to.isBefore(from) ? new TimeWindow(start, start) : new TimeWindow(from, to);
  }

  @Override
  public String toString() {
    return "[" + start + ", " + end + ")";
  }
}
