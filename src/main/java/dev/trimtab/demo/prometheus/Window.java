package dev.trimtab.demo.prometheus;

import dev.trimtab.demo.seed.Period;

/// The evaluation times of a query, and what of the history they reach.
///
/// @param start first evaluation time, Unix seconds
/// @param end last one
/// @param range seconds that the query's range selector looks back
record Window(long start, long end, long step, long range, Period period) {

  /// The last interval that is over at an evaluation time.
  static long interval(long time) {
    return Math.floorDiv(time, (long) Period.STEP) - 1;
  }

  /// Whether a state that lives in `[from, to)` shows at the time.
  boolean shows(Series series, long time) {
    long last = interval(time);
    long first = last - Math.max(0, range / Period.STEP - 1);
    return known(last) && series.livesIn(Math.max(first, period.first()), last);
  }

  /// Whether the history has the interval.
  boolean known(long interval) {
    return interval >= period.first() && interval < period.now();
  }

  /// How many points of the series the window asks for, at most.
  long points(Series series) {
    long from = Math.max(Math.max(series.from(), period.first()), interval(start));
    long to = Math.min(Math.min(series.to(), period.now()), interval(end) + 1);
    return Math.max(0, Math.ceilDiv((to - from) * Period.STEP, step));
  }
}
