package dev.trimtab.collect.llm.api;

import dev.trimtab.units.TimeWindow;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// Whole hours and days of a window: what has not ended yet is not read.
public final class Buckets {
  private Buckets() {}

  public static TimeWindow hours(TimeWindow window) {
    return whole(window, ChronoUnit.HOURS);
  }

  public static TimeWindow days(TimeWindow window) {
    return whole(window, ChronoUnit.DAYS);
  }

  private static TimeWindow whole(TimeWindow window, ChronoUnit unit) {
    var start = window.start().truncatedTo(unit);
    var end = window.end().truncatedTo(unit);
    return new TimeWindow(start, end.isBefore(start) ? start : end);
  }

  /// A window in parts of at most a length, none where it is empty.
  public static List<TimeWindow> chunks(TimeWindow window, Duration longest) {
    var chunks = new ArrayList<TimeWindow>();
    for (var from = window.start(); from.isBefore(window.end()); from = from.plus(longest)) {
      var end = from.plus(longest);
      chunks.add(new TimeWindow(from, end.isAfter(window.end()) ? window.end() : end));
    }
    return chunks;
  }
}
