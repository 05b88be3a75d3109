package dev.trimtab.detect.rule;

import dev.trimtab.detect.series.Memory;
import dev.trimtab.detect.series.Tail;
import java.time.LocalDate;

/// What the ends of months bring to a series: batches that the weeks before do not show.
///
/// A series that has been through one is known by it: about as much again is no news, and one that
/// was calm then gets no allowance. One that has not is given the benefit of the doubt.
final class MonthEnd {
  private static final double ABOVE_REACHED = 1.25;
  private static final double INCIDENT = 1.3;
  private static final double DAY_DECAY = Math.pow(0.5, 1.0 / 365);
  private static final int DAYS_NEEDED = 4;
  private static final long DAY = 86_400;

  private final double first;
  private long day = Long.MIN_VALUE;
  private boolean near;
  private int days;
  private double today;
  private double reached;

  /// @param first a factor on the threshold at the first month's end of a series
  MonthEnd(double first) {
    this.first = first;
  }

  /// Moves on to an instant, Unix seconds.
  void turn(long at) {
    long now = Math.floorDiv(at, DAY);
    if (now != day) {
      day = now;
      var date = LocalDate.ofEpochDay(now);
      near = date.getDayOfMonth() <= 2 || date.plusDays(3).getDayOfMonth() <= 3;
      reached *= DAY_DECAY;
    }
  }

  /// The threshold of now, from that of the days between.
  double threshold(double usual) {
    if (!near) {
      return usual;
    }
    return days < DAYS_NEEDED ? first * usual : Math.max(usual, ABOVE_REACHED * reached);
  }

  /// Sees a value of the day, here or, on other days, in the tail.
  void see(double value, Tail tail) {
    if (near) {
      today = Math.max(today, value);
    } else {
      tail.see(value);
    }
  }

  /// The day is over, here or, on other days, in the tail; see [Tail#day(boolean, double)].
  void day(boolean usual, double threshold, Tail tail) {
    if (near) {
      reached = Math.max(reached, usual ? today : Math.min(today, INCIDENT * threshold));
      today = 0;
      days++;
    } else {
      tail.day(usual, threshold);
    }
  }

  /// Writes down, or takes back, what it knows.
  void keep(Memory memory) {
    day = memory.of(day);
    near = memory.of(near);
    days = memory.of(days);
    today = memory.of(today);
    reached = memory.of(reached);
  }
}
