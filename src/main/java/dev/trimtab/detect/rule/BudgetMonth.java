package dev.trimtab.detect.rule;

import dev.trimtab.detect.Sensitivity;
import dev.trimtab.detect.series.Hour;
import dev.trimtab.detect.series.Memory;
import dev.trimtab.detect.series.Normal;
import java.time.Instant;
import java.time.ZoneOffset;

/// A month that is on its way to several times its budget.
public final class BudgetMonth implements Rule {
  private static final double TIMES_BUDGET = 3;
  private static final double SPENT_ALREADY = 0.5;
  private static final long DAY = 86_400;

  private final double times;
  private long day = Long.MIN_VALUE;
  private int month;
  private int daysGone;
  private int daysLeft;
  private double spent;
  private boolean told;

  public BudgetMonth(Sensitivity sensitivity) {
    times = TIMES_BUDGET * Math.sqrt(sensitivity.strictness());
  }

  @Override
  public String name() {
    return "budget-month";
  }

  @Override
  public Sign judge(Hour hour, Normal normal) {
    turn(hour.start());
    spent += hour.cost();
    double budget = hour.budgetPerMonth();
    if (!(budget > 0) || told || spent < SPENT_ALREADY * budget) {
      return Sign.NONE;
    }
    double projected = spent + daysLeft * Math.min(normal.lastDay(), spent / daysGone);
    double strength = projected / budget / times;
    told = strength >= 1;
    return new Sign(strength, projected, budget);
  }

  private void turn(long at) {
    long today = Math.floorDiv(at, DAY);
    if (today == day) {
      return;
    }
    day = today;
    var date = Instant.ofEpochSecond(at).atOffset(ZoneOffset.UTC).toLocalDate();
    daysGone = date.getDayOfMonth();
    daysLeft = date.lengthOfMonth() - date.getDayOfMonth();
    if (date.getMonthValue() != month) {
      month = date.getMonthValue();
      spent = 0;
      told = false;
    }
  }

  @Override
  public boolean sums() {
    return true;
  }

  @Override
  public String advice() {
    return "Raise the budget if this is wanted; else limit the largest key";
  }

  @Override
  public void keep(Memory memory) {
    day = memory.of(day);
    month = memory.of(month);
    daysGone = memory.of(daysGone);
    daysLeft = memory.of(daysLeft);
    spent = memory.of(spent);
    told = memory.of(told);
  }
}
