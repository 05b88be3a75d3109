package dev.trimtab.detect.rule;

import dev.trimtab.detect.Fleet;
import dev.trimtab.detect.Sensitivity;
import dev.trimtab.detect.series.Hour;
import dev.trimtab.detect.series.Memory;
import dev.trimtab.detect.series.Normal;

/// A series without a history that spends far more than others do.
public final class NewSeries implements Rule {
  private static final long YOUNG = 3 * 86_400L;
  private static final double TIMES_USUAL = 4.5;

  /// A file begins with series that are not new.
  private static final long FLEET_NEEDED = 7 * 86_400L;

  private final Fleet fleet;
  private final double strictness;
  private double cost;
  private int steps;

  public NewSeries(Fleet fleet, Sensitivity sensitivity) {
    this.fleet = fleet;
    strictness = sensitivity.caution();
  }

  @Override
  public String name() {
    return "new-series";
  }

  @Override
  public Sign judge(Hour hour, Normal normal) {
    if (normal.firstSpend() == Long.MIN_VALUE
        || hour.end() - normal.firstSpend() > YOUNG
        || normal.firstSpend() - fleet.since() < FLEET_NEEDED) {
      return Sign.NONE;
    }
    cost += hour.cost();
    steps++;
    double usual = fleet.usualPerHour(hour.start()) * normal.grid().seconds() / 3600;
    if (!(usual > 0) || steps < 2) {
      return Sign.NONE;
    }
    return new Sign(cost / steps / (TIMES_USUAL * strictness * usual), cost, usual * steps);
  }

  @Override
  public String advice() {
    return "Look at who made this key and what for: it has no history, and spends more than most";
  }

  @Override
  public void keep(Memory memory) {
    cost = memory.of(cost);
    steps = memory.of(steps);
  }
}
