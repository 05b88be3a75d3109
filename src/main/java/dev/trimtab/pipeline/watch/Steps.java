package dev.trimtab.pipeline.watch;

import dev.trimtab.units.TimeWindow;
import java.time.Duration;
import java.time.Instant;

/// A stretch of time in equal steps.
///
/// @param start Unix seconds, at the start of a step
/// @param seconds length of a step
/// @param count how many there are
public record Steps(long start, long seconds, int count) {
  /// The whole steps within a window.
  public static Steps in(TimeWindow window, Duration step) {
    long seconds = step.toSeconds();
    long first = Math.ceilDiv(window.start().getEpochSecond(), seconds);
    long end = Math.floorDiv(window.end().getEpochSecond(), seconds);
    return new Steps(first * seconds, seconds, (int) Math.max(0, end - first));
  }

  /// The step that an instant lies in; -1 or `count` where it is outside.
  public int of(long at) {
    return Math.clamp(Math.floorDiv(at - start, seconds), -1, count);
  }

  /// Those of the steps that begin within two instants.
  Steps between(long from, long to) {
    return new Steps(from, seconds, (int) ((to - from) / seconds));
  }

  long startOf(int step) {
    return start + step * seconds;
  }

  /// How many steps of these an hour count has, at least one.
  int count(Duration length) {
    return (int) Math.max(1, length.toSeconds() / seconds);
  }

  Instant end() {
    return Instant.ofEpochSecond(start + count * seconds);
  }
}
