package dev.trimtab.detect.rule;

import dev.trimtab.detect.Sensitivity;
import dev.trimtab.detect.series.Hour;
import dev.trimtab.detect.series.Memory;
import dev.trimtab.detect.series.Normal;
import dev.trimtab.detect.series.Tail;

/// A day that stands, hour after hour, at a multiple of where the series stood a day ago.
///
/// A launch comes to a multiple of the weeks before, too, but not of the day before; a batch is
/// much dearer, but for some hours only.
public final class Step implements Rule {
  private static final double FLOOR = Math.log(2.3);
  private static final double ABOVE_REACHED = 1.0;
  private static final double FIRST_MONTH_END = 1.8;
  private static final int RULES = 4;
  private static final int DAYS_NEEDED = 14;

  private final Tail tail;
  private final MonthEnd monthEnd = new MonthEnd(FIRST_MONTH_END);
  private final double caution;
  private final double inDays;
  private double threshold = FLOOR;

  public Step(Sensitivity sensitivity) {
    tail = new Tail(sensitivity.caution());
    caution = sensitivity.caution();
    inDays = RULES * 30 / sensitivity.perMonth();
  }

  @Override
  public String name() {
    return "step";
  }

  @Override
  public Sign judge(Hour hour, Normal normal) {
    monthEnd.turn(hour.start());
    if (normal.daysSeen() < DAYS_NEEDED) {
      return Sign.NONE;
    }
    double stands = Math.log(Math.max(1, normal.overDayAgo()));
    threshold =
        monthEnd.threshold(
            caution
                * Math.max(
                    FLOOR,
                    Math.max(tail.returnLevel(inDays) / caution, ABOVE_REACHED * tail.reached())));
    monthEnd.see(stands, tail);
    // who spends now and then has no level that a day could stand above
    return normal.spendsSeldom()
        ? Sign.NONE
        : new Sign(stands / threshold, normal.lastDay(), normal.usualDay());
  }

  @Override
  public void endDay(boolean usual) {
    monthEnd.day(usual, threshold, tail);
  }

  @Override
  public boolean sums() {
    return true;
  }

  @Override
  public String advice() {
    return "It went up at once and stays: look at what was deployed or switched on in that hour";
  }

  @Override
  public void keep(Memory memory) {
    monthEnd.keep(memory);
    tail.keep(memory);
    threshold = memory.of(threshold);
  }
}
