package dev.trimtab.collect.prometheus;

import dev.trimtab.units.TimeWindow;
import java.time.Duration;
import java.time.Instant;

/// The instants that a query is evaluated at: the value at each describes the step that ends there.
///
/// @param first Unix seconds
/// @param step seconds
/// @param count evaluations, at least 1
record Grid(long first, long step, int count) {
  static final int EARLY = -1;
  static final int LATE = -2;

  /// The ends of the steps in a window whose bounds are multiples of the step.
  static Grid of(TimeWindow window, Duration step) {
    long seconds = step.toSeconds();
    long first = window.start().getEpochSecond() + seconds;
    return new Grid(first, seconds, (int) (window.length().toSeconds() / seconds));
  }

  /// The steps of a coarser size that a window touches.
  static Grid covering(TimeWindow window, Duration step) {
    long seconds = step.toSeconds();
    long first = Math.floorDiv(window.start().getEpochSecond(), seconds) * seconds + seconds;
    long last = Math.ceilDiv(window.end().getEpochSecond(), seconds) * seconds;
    return new Grid(first, seconds, (int) ((last - first) / seconds) + 1);
  }

  long last() {
    return first + (count - 1) * step;
  }

  Instant start(int index) {
    return Instant.ofEpochSecond(first + (index - 1) * step);
  }

  /// Where a sample belongs, or [#EARLY] or [#LATE] when nobody asked for it.
  int index(double seconds) {
    long steps = Math.round((seconds - first) / step);
    return steps < 0 ? EARLY : steps >= count ? LATE : (int) steps;
  }
}
