package dev.trimtab.detect.rule;

import dev.trimtab.detect.Sensitivity;
import dev.trimtab.detect.series.Hour;
import dev.trimtab.detect.series.Memory;
import dev.trimtab.detect.series.Normal;
import dev.trimtab.detect.series.Tail;

/// One dear hour after another in a series that spends now and then.
///
/// Such a series has no day to compare with, but its hours of spending have a usual amount. How far
/// each is off, in deviations of the logarithm, is summed up (a CUSUM): one very dear hour says
/// less than many that are all a few times dearer.
public final class DearHours implements Rule {
  /// About half of what a threefold amount is off in such series.
  private static final double SLACK = 0.45;

  private static final double MOST_OF_AN_HOUR = 2.5;
  private static final double FLOOR = 4;
  private static final double ABOVE_REACHED = 1.0;
  private static final int RULES = 3;

  /// Normal days of money that it has to be about.
  private static final double DAYS = 0.5;

  private static final double SLOWEST = 1.0 / 80;
  private static final int HOURS_NEEDED = 20;
  private static final double LEAST_DEVIATION = 0.3;

  private final Tail tail;
  private final double caution;
  private final double inDays;
  private double mean;
  private double variance;
  private int hours;
  private double summed;
  private double spent;
  private double expected;
  private double threshold = FLOOR;

  public DearHours(Sensitivity sensitivity) {
    tail = new Tail(sensitivity.caution());
    caution = sensitivity.caution();
    inDays = RULES * 30 / sensitivity.perMonth();
  }

  @Override
  public String name() {
    return "dear-hours";
  }

  @Override
  public Sign judge(Hour hour, Normal normal) {
    if (!normal.spendsSeldom() || hours < HOURS_NEEDED) {
      return Sign.NONE;
    }
    if (normal.cost() > 0) {
      sum(normal.cost());
    }
    spent = summed == 0 ? 0 : spent + hour.cost();
    expected = summed == 0 ? 0 : expected + normal.expected();
    threshold =
        Math.max(
            Math.max(FLOOR, ABOVE_REACHED * tail.reached()) * caution, tail.returnLevel(inDays));
    tail.see(summed);
    double money = (spent - expected) / normal.day() / DAYS;
    return new Sign(Math.min(summed / threshold, money), spent, expected);
  }

  private void sum(double cost) {
    double deviation = Math.max(Math.sqrt(variance), LEAST_DEVIATION);
    double off = (Math.log(cost) - mean) / deviation;
    // the usual amount is known no better than its standard error
    double slack = SLACK + 1 / Math.sqrt(hours);
    summed = Math.max(0, summed + Math.clamp(off, -MOST_OF_AN_HOUR, MOST_OF_AN_HOUR) - slack);
  }

  @Override
  public void learn(Hour hour, Normal normal) {
    if (normal.cost() > 0) {
      hours++;
      double off = Math.log(normal.cost()) - mean;
      double weight = Math.max(SLOWEST, 1.0 / hours);
      mean += weight * off;
      variance = (1 - weight) * (variance + weight * off * off);
    }
  }

  @Override
  public void endDay(boolean usual) {
    tail.day(usual, threshold);
  }

  @Override
  public void restart() {
    summed = 0;
  }

  @Override
  public boolean sums() {
    return true;
  }

  @Override
  public String advice() {
    return "Every hour of its work has become dearer: look at what is sent, how often, and to which model";
  }

  @Override
  public void keep(Memory memory) {
    tail.keep(memory);
    mean = memory.of(mean);
    variance = memory.of(variance);
    hours = memory.of(hours);
    summed = memory.of(summed);
    spent = memory.of(spent);
    expected = memory.of(expected);
    threshold = memory.of(threshold);
  }
}
