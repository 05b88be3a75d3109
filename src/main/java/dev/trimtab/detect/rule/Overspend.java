package dev.trimtab.detect.rule;

import dev.trimtab.detect.Sensitivity;
import dev.trimtab.detect.series.Hour;
import dev.trimtab.detect.series.Memory;
import dev.trimtab.detect.series.Normal;
import dev.trimtab.detect.series.Tail;
import java.time.LocalDate;

/// More money than normal, summed up while it lasts (a CUSUM), in normal days of the series.
public final class Overspend implements Rule {
  /// What may be above the expected for ever: growth that is slower than this never sums up.
  public static final double SLACK = 0.4;

  private static final double FLOOR_DAYS = 0.75;
  private static final double ABOVE_REACHED = 1.0;

  /// A month's end and its first days bring batches that the weeks before do not show.
  private static final double AT_MONTH_END = 1.8;

  private static final double STEEP = 3.5;
  private static final double STEEP_SHARE = 0.5;
  private static final double MOST_SUMMED = 200;
  private static final long DAY = 86_400;
  private static final int RULES = 1;
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
  private long day = Long.MIN_VALUE;
  private double calendar = 1;

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
    threshold = threshold(hour, normal);
    tail.see(summed);
    return new Sign(summed / threshold, sinceCost, sinceExpected);
  }

  private double threshold(Hour hour, Normal normal) {
    double inDays = RULES * 30 / perMonth;
    return Math.max(
        FLOOR_DAYS * steep(normal) * strictness * young(normal) * calendar(hour.start()),
        Math.max(tail.returnLevel(inDays), ABOVE_REACHED * caution * tail.reached()));
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

  private double calendar(long at) {
    long today = Math.floorDiv(at, DAY);
    if (today != day) {
      day = today;
      var date = LocalDate.ofEpochDay(today);
      boolean around = date.getDayOfMonth() <= 2 || date.plusDays(3).getDayOfMonth() <= 3;
      calendar = around ? AT_MONTH_END : 1;
    }
    return calendar;
  }

  @Override
  public void endDay(boolean usual) {
    tail.day(usual, threshold);
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
    tail.keep(memory);
    before = memory.of(before);
    summed = memory.of(summed);
    threshold = memory.of(threshold);
    sinceCost = memory.of(sinceCost);
    sinceExpected = memory.of(sinceExpected);
  }
}
