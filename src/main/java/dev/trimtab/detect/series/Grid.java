package dev.trimtab.detect.series;

/// The steps that a series is looked at in: hours, or days where it comes by the day.
public final class Grid {
  private static final long HOUR = 3600;
  private static final long DAY = 86_400;

  /// 1970 began on a Thursday.
  private static final long TO_SUNDAY = 4;

  private static final int DAYS = 7;
  private static final int SATURDAY = 6;

  private final long seconds;
  private final int perDay;

  /// @param seconds length of a step, a divisor of a day
  private Grid(long seconds) {
    this.seconds = seconds;
    perDay = (int) (DAY / seconds);
  }

  /// The steps for a series whose first interval is this long.
  public static Grid of(long secondsOfFirst) {
    return new Grid(secondsOfFirst < 12 * HOUR ? HOUR : DAY);
  }

  /// Length of a step.
  public long seconds() {
    return seconds;
  }

  public int perDay() {
    return perDay;
  }

  public int perWeek() {
    return DAYS * perDay();
  }

  double hours() {
    return (double) seconds / HOUR;
  }

  /// The number of the step that an instant lies in.
  public long step(long at) {
    return Math.floorDiv(at, seconds);
  }

  /// Which of the steps of a week, from Sunday 00:00 UTC.
  int slot(long step) {
    return (int) Math.floorMod(step + TO_SUNDAY * perDay(), (long) perWeek());
  }

  static long day(long at) {
    return Math.floorDiv(at, DAY);
  }

  static boolean isWeekend(int slot, int perDay) {
    int day = slot / perDay;
    return day == 0 || day == SATURDAY;
  }
}
