package dev.trimtab.detect.rule;

import dev.trimtab.detect.Sensitivity;
import dev.trimtab.detect.series.Hour;
import dev.trimtab.detect.series.Memory;
import dev.trimtab.detect.series.Normal;
import dev.trimtab.detect.series.Tail;

/// More money than normal, summed up while it lasts (a CUSUM), in normal days of the series.
public final class Overspend implements Rule {
  /// What may be above the expected for ever: growth that is slower than this never sums up.
  public static final double SLACK = 0.4;

  private static final double FLOOR_DAYS = 0.9;
  private static final double ABOVE_REACHED = 1.0;
  private static final int RULES = 1;

  /// The days of who spends now and then are chance: [DearHours] looks at the hours.
  private static final double FLOOR_SELDOM = 1.5;

  private static final double ABOVE_REACHED_SELDOM = 1.25;
  private static final int RULES_SELDOM = 3;
  private static final double FIRST_MONTH_END = 3;

  private static final double STEEP = 3.5;
  private static final double STEEP_SHARE = 0.5;
  private static final double MOST_SUMMED = 200;
  private static final int FEW_SPENDING_STEPS = 120;

  private final double strictness;
  private final double caution;
  private final double perMonth;
  private final Tail tail;
  private double before;
  private double summed;
  private double threshold = Double.POSITIVE_INFINITY;
  private double sinceCost;
  private double sinceExpected;
  private final MonthEnd monthEnd = new MonthEnd(FIRST_MONTH_END);

  public Overspend(Sensitivity sensitivity) {
    tail = new Tail(sensitivity.caution());
    strictness = sensitivity.strictness();
    caution = sensitivity.caution();
    perMonth = sensitivity.perMonth();
  }

  @Override
  public String name() {
    return "overspend";
  }

  @Override
  public Sign judge(Hour hour, Normal normal) {
    if (!(normal.day() > 0)) {
      return Sign.NONE;
    }
    summed = Math.clamp(summed + normal.excess() / normal.day(), 0, MOST_SUMMED);
    if (summed == 0) {
      sinceCost = 0;
      sinceExpected = 0;
    } else {
      sinceCost += hour.cost();
      sinceExpected += normal.expected();
    }
    monthEnd.turn(hour.start());
    threshold = threshold(normal);
    monthEnd.see(summed, tail);
    return new Sign(summed / threshold, sinceCost, sinceExpected);
  }

  private double threshold(Normal normal) {
    boolean seldom = normal.spendsSeldom();
    double inDays = (seldom ? RULES_SELDOM : RULES) * 30 / perMonth;
    double floor = FLOOR_DAYS * steep(normal) * strictness * young(normal);
    double reached = (seldom ? ABOVE_REACHED_SELDOM : ABOVE_REACHED) * caution * tail.reached();
    return monthEnd.threshold(
        Math.max(
            seldom ? FLOOR_SELDOM * floor : floor, Math.max(tail.returnLevel(inDays), reached)));
  }

  /// What is at a multiple of the expected hour after hour is told on less.
  private double steep(Normal normal) {
    double now = normal.cost() / Math.max(normal.expected(), 1e-12);
    double both = Math.min(now, before);
    before = now;
    return both > STEEP ? STEEP_SHARE : 1;
  }

  /// A week has to be seen before its shape is known.
  private static double young(Normal normal) {
    int days = normal.daysSeen();
    double factor = days < 8 ? 8 : days < 15 ? 1.6 : 1;
    double rare =
        Math.clamp(Math.sqrt((double) FEW_SPENDING_STEPS / (normal.spendingSteps() + 1)), 1, 4);
    return factor * rare;
  }

  @Override
  public void endDay(boolean usual) {
    monthEnd.day(usual, threshold, tail);
  }

  @Override
  public void restart() {
    summed = 0;
    sinceCost = 0;
    sinceExpected = 0;
  }

  @Override
  public boolean sums() {
    return true;
  }

  @Override
  public String advice() {
    return "Look at the key and model with the most new requests, and at what calls it";
  }

  @Override
  public void keep(Memory memory) {
    monthEnd.keep(memory);
    tail.keep(memory);
    before = memory.of(before);
    summed = memory.of(summed);
    threshold = memory.of(threshold);
    sinceCost = memory.of(sinceCost);
    sinceExpected = memory.of(sinceExpected);
  }
}
