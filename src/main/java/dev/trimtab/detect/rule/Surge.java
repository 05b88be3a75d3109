package dev.trimtab.detect.rule;

import dev.trimtab.detect.Sensitivity;
import dev.trimtab.detect.series.Hour;
import dev.trimtab.detect.series.Memory;
import dev.trimtab.detect.series.Normal;
import dev.trimtab.detect.series.Rolling;
import dev.trimtab.detect.series.Tail;

/// Two hours that take a good part of a normal day beyond the expected: the quick runaways, told
/// apart from batches, which are as dear but longer.
public final class Surge implements Rule {
  private static final int WINDOW = 2;
  private static final double FLOOR_DAYS = 0.3;
  private static final double FLOOR_SELDOM = 1.5;
  private static final double FIRST_MONTH_END = 3;
  private static final double ABOVE_REACHED = 1.3;
  private static final int RULES = 4;
  private static final int DAYS_NEEDED = 8;
  private static final int SPENDING_STEPS = 60;

  private final double strictness;
  private final double caution;
  private final double perMonth;
  private final Tail tail;
  private final Rolling excess = new Rolling(WINDOW);
  private final Rolling costs = new Rolling(WINDOW);
  private final Rolling normals = new Rolling(WINDOW);
  private final MonthEnd monthEnd = new MonthEnd(FIRST_MONTH_END);
  private double threshold = FLOOR_DAYS;

  public Surge(Sensitivity sensitivity) {
    strictness = sensitivity.strictness();
    caution = sensitivity.caution();
    perMonth = sensitivity.perMonth();
    tail = new Tail(sensitivity.caution());
  }

  @Override
  public String name() {
    return "surge";
  }

  @Override
  public Sign judge(Hour hour, Normal normal) {
    if (!(normal.day() > 0)) {
      return Sign.NONE;
    }
    excess.add(Math.max(0, normal.excess()) / normal.day());
    costs.add(hour.cost());
    normals.add(normal.expected());
    double now = excess.sum();
    monthEnd.turn(hour.start());
    double floor = FLOOR_DAYS * strictness * (normal.spendsSeldom() ? FLOOR_SELDOM : 1);
    threshold =
        monthEnd.threshold(
            Math.max(
                floor,
                Math.max(
                    tail.returnLevel(RULES * 30 / perMonth),
                    ABOVE_REACHED * caution * tail.reached())));
    monthEnd.see(now, tail);
    return normal.daysSeen() < DAYS_NEEDED || normal.spendingSteps() < SPENDING_STEPS
        ? Sign.NONE
        : new Sign(now / threshold, costs.sum(), normals.sum());
  }

  @Override
  public void endDay(boolean usual) {
    monthEnd.day(usual, threshold, tail);
  }

  /// What was learnt is not held against the next step.
  @Override
  public void restart() {
    excess.clear();
    costs.clear();
    normals.clear();
  }

  @Override
  public String advice() {
    return "It grows by the hour: find what calls the model over and over, and stop it before you look further";
  }

  @Override
  public void keep(Memory memory) {
    monthEnd.keep(memory);
    tail.keep(memory);
    excess.keep(memory);
    costs.keep(memory);
    normals.keep(memory);
    threshold = memory.of(threshold);
  }
}
