package dev.trimtab.detect.rule;

import dev.trimtab.detect.Sensitivity;
import dev.trimtab.detect.series.Hour;
import dev.trimtab.detect.series.Memory;
import dev.trimtab.detect.series.Normal;
import dev.trimtab.detect.series.Tail;

/// A large share of the month's budget within an hour.
public final class BudgetHour implements Rule {
  /// A month has some 730 hours: this is thirty of them in one.
  private static final double SHARE = 0.06;

  private static final double TIMES_EXPECTED = 4;

  /// A week's shape has to be seen before an hour of it is odd.
  private static final int A_WEEK = 8;

  /// Who spends now and then spends much of a budget in an hour.
  private static final double SPENDING_SHARE = 0.5;

  private static final double YOUNG = 2.5;
  private static final double ABOVE_REACHED = 1.5;

  private final Tail tail;
  private final double share;
  private final double caution;

  public BudgetHour(Sensitivity sensitivity) {
    tail = new Tail(sensitivity.caution());
    share = SHARE * sensitivity.strictness();
    caution = sensitivity.caution();
  }

  @Override
  public String name() {
    return "budget-hour";
  }

  @Override
  public Sign judge(Hour hour, Normal normal) {
    double budget = hour.budgetPerMonth();
    if (!(budget > 0)) {
      return Sign.NONE;
    }
    double hours = normal.grid().seconds() / 3600.0;
    double ofBudget = Math.max(0, normal.excess()) / budget / hours;
    tail.see(ofBudget);
    double strength =
        ofBudget
            / Math.max(
                normal.daysSeen() < A_WEEK ? YOUNG * share : share,
                ABOVE_REACHED * caution * tail.reached());
    if (normal.daysSeen() >= A_WEEK && normal.spendingShare() < SPENDING_SHARE) {
      return Sign.NONE;
    }
    double ofExpected =
        normal.expected() > 0 ? hour.cost() / normal.expected() / TIMES_EXPECTED : strength;
    return new Sign(Math.min(strength, ofExpected), hour.cost(), normal.expected());
  }

  @Override
  public void endDay(boolean usual) {
    tail.day(usual, share);
  }

  @Override
  public String advice() {
    return "At this rate the month's budget is gone within a day: stop or limit the key first, then look";
  }

  @Override
  public void keep(Memory memory) {
    tail.keep(memory);
  }
}
