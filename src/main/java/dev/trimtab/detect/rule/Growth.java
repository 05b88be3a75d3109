package dev.trimtab.detect.rule;

import dev.trimtab.detect.Sensitivity;
import dev.trimtab.detect.series.Hour;
import dev.trimtab.detect.series.Normal;

/// A day that stands further above the weeks before than launches do: what grows too slowly to
/// stand out from yesterday.
public final class Growth implements Rule {
  private static final double BEYOND_LAUNCHES = 3.3;
  private static final double ABOVE_HIGHEST_DAY = 1.25;
  private static final int DAYS_NEEDED = 14;

  private final double threshold;

  public Growth(Sensitivity sensitivity) {
    threshold = BEYOND_LAUNCHES * Math.sqrt(sensitivity.strictness());
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
    double strength =
        Math.min(normal.weeksGrowth() / threshold, normal.overHighestDay() / ABOVE_HIGHEST_DAY);
    return new Sign(strength, normal.cost(), normal.expected());
  }

  @Override
  public String advice() {
    return "Look at what has grown for days: conversations that are never cut, a queue that feeds itself, a new caller";
  }
}
