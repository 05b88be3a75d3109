package dev.trimtab.detect.rule;

import dev.trimtab.detect.Sensitivity;
import dev.trimtab.detect.series.Hour;
import dev.trimtab.detect.series.Memory;
import dev.trimtab.detect.series.Normal;
import dev.trimtab.detect.series.Tail;

/// A day that stands further above the weeks before than launches do: what grows too slowly to
/// stand out from yesterday.
public final class Growth implements Rule {
  private static final double BEYOND_LAUNCHES = 3.3;
  private static final double ABOVE_HIGHEST_DAY = 1.25;

  /// One day may have a batch; what grows was high on the day before, too.
  private static final double DAY_BEFORE = 1.6;

  private static final double SPENDING_SHARE = 0.5;
  private static final int DAYS_NEEDED = 14;

  private static final double ABOVE_REACHED = 1.3;
  private static final int RULES = 3;

  private final Tail tail;
  private final double caution;
  private final double floor;
  private final double inDays;
  private double threshold;

  public Growth(Sensitivity sensitivity) {
    tail = new Tail(sensitivity.caution());
    caution = sensitivity.caution();
    floor = BEYOND_LAUNCHES * Math.sqrt(sensitivity.strictness());
    inDays = RULES * 30 / sensitivity.perMonth();
  }

  @Override
  public String name() {
    return "growth";
  }

  @Override
  public Sign judge(Hour hour, Normal normal) {
    if (normal.daysSeen() < DAYS_NEEDED) {
      return Sign.NONE;
    }
    double stands = normal.weeksGrowth();
    threshold =
        Math.max(
            floor, Math.max(tail.returnLevel(inDays), ABOVE_REACHED * caution * tail.reached()));
    double strength =
        Math.min(
            Math.min(stands / threshold, normal.overHighestDay() / ABOVE_HIGHEST_DAY),
            Math.min(
                normal.weeksGrowthBefore() / DAY_BEFORE, normal.spendingShare() / SPENDING_SHARE));
    tail.see(stands);
    return new Sign(strength, normal.lastDay(), normal.day());
  }

  @Override
  public void endDay(boolean usual) {
    tail.day(usual, threshold);
  }

  @Override
  public boolean sums() {
    return true;
  }

  @Override
  public String advice() {
    return "Look at what has grown for days: conversations that are never cut, a queue that feeds itself, a new caller";
  }

  @Override
  public void keep(Memory memory) {
    tail.keep(memory);
    threshold = memory.of(threshold);
  }
}
