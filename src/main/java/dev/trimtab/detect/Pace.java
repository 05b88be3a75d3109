package dev.trimtab.detect;

import dev.trimtab.detect.series.Memory;
import dev.trimtab.detect.series.Rolling;

/// How an open incident goes on: whether what had settled begins to run away, or goes up a step.
/// That is another incident, and somebody should hear of it.
///
/// Settled is what stayed near its start. It runs away when, within four hours, it comes to several
/// times what it had reached, from near that, beside the normal as well as in money: one of the two
/// grows with the time of day. What grows more slowly is the same incident still: a step is more
/// than what doubles day by day, beside the normal as well as in money, since one of the two grows
/// as a weekend comes.
final class Pace {
  /// Times the start.
  private static final double FLAT = 1.5;

  /// Times what was reached, and what was four hours before.
  private static final double FAR = 4;

  /// Of what was reached, four hours before: what comes and goes is no base.
  private static final double NEAR = 0.5;

  /// Normal days above the normal, in the last three hours.
  private static final double MUCH = 0.6;

  /// Of a day over the days before, which were no more apart than what is the same; what doubles
  /// each day stays below.
  private static final double STEP = 2.4;

  private static final double SAME = 1.25;
  private static final double DAYS_TO_STEP = 3;

  private final Rolling costs;
  private final Rolling normals;
  private final Rolling dayCosts;
  private final Rolling dayNormals;
  private final double[] earlier;
  private final double[] earlierAbove;
  private final double[] earlierDays;
  private final double[] earlierDaysAbove;
  private int steps;
  private double start;
  private double reached;
  private double reachedLate;
  private double now;
  private double before;
  private double above;
  private double aboveBefore;
  private double day;
  private double dayBefore;
  private double firstDay;
  private double dayAbove;
  private double dayAboveBefore;
  private double firstDayAbove;

  Pace(int stepsPerDay) {
    costs = new Rolling(Math.max(1, stepsPerDay / 8));
    normals = new Rolling(Math.max(1, stepsPerDay / 8));
    dayCosts = new Rolling(stepsPerDay);
    dayNormals = new Rolling(stepsPerDay);
    earlier = new double[Math.max(1, stepsPerDay / 6)];
    earlierAbove = new double[earlier.length];
    earlierDays = new double[stepsPerDay];
    earlierDaysAbove = new double[stepsPerDay];
  }

  void see(double cost, double normal) {
    costs.add(cost);
    normals.add(normal);
    dayCosts.add(cost);
    dayNormals.add(normal);
    seeHours();
    seeDays();
    steps++;
  }

  private void seeHours() {
    now = costs.sum() / Math.max(normals.sum(), 1e-12);
    above = costs.sum() - normals.sum();
    int at = steps % earlier.length;
    before = earlier[at];
    aboveBefore = earlierAbove[at];
    earlier[at] = now;
    earlierAbove[at] = above;
    start = steps == 0 ? now : start;
    reached = steps < settling(false) ? Math.max(reached, now) : reached;
    reachedLate = steps < settling(true) ? Math.max(reachedLate, now) : reachedLate;
  }

  private void seeDays() {
    day = dayCosts.sum() / Math.max(dayNormals.sum(), 1e-12);
    dayAbove = dayCosts.sum() - dayNormals.sum();
    int at = steps % earlierDays.length;
    dayBefore = earlierDays[at];
    dayAboveBefore = earlierDaysAbove[at];
    earlierDays[at] = day;
    earlierDaysAbove[at] = dayAbove;
    if (steps + 1 == earlierDays.length) {
      firstDay = day;
      firstDayAbove = dayAbove;
    }
  }

  /// A quarter of a day, half of one where spending is seldom.
  private int settling(boolean seldom) {
    return Math.max(2, earlierDays.length / (seldom ? 2 : 4));
  }

  /// Whether it was calm in its way and now runs away.
  ///
  /// @param seldom whether the series spends now and then, so that its hours tell little
  boolean runsAway(boolean seldom) {
    double most = seldom ? reachedLate : reached;
    return steps > settling(seldom)
        && most <= FLAT * start
        && now > FAR * most
        && now > FAR * before
        && before > NEAR * most
        && (seldom || above > FAR * aboveBefore)
        && above > MUCH * dayNormals.sum();
  }

  /// Whether its last day is at a multiple of the days before, which were alike.
  boolean stepsUp() {
    return steps > DAYS_TO_STEP * earlierDays.length
        && dayBefore <= SAME * firstDay
        && day > STEP * Math.max(dayBefore, firstDay)
        && dayAbove > STEP * Math.max(dayAboveBefore, firstDayAbove);
  }

  /// Times the normal, over the last three hours.
  double now() {
    return now;
  }

  /// Money of the last three hours, or since it began.
  double cost() {
    return costs.sum();
  }

  /// What is normal for these hours.
  double normal() {
    return normals.sum();
  }

  /// How many hours these are.
  double hours(long stepSeconds) {
    return Math.max(1, costs.count()) * stepSeconds / 3600.0;
  }

  void keep(Memory memory) {
    costs.keep(memory);
    normals.keep(memory);
    dayCosts.keep(memory);
    dayNormals.keep(memory);
    memory.of(earlier);
    memory.of(earlierAbove);
    memory.of(earlierDays);
    memory.of(earlierDaysAbove);
    steps = memory.of(steps);
    start = memory.of(start);
    reached = memory.of(reached);
    reachedLate = memory.of(reachedLate);
    now = memory.of(now);
    before = memory.of(before);
    above = memory.of(above);
    aboveBefore = memory.of(aboveBefore);
    day = memory.of(day);
    dayBefore = memory.of(dayBefore);
    firstDay = memory.of(firstDay);
    dayAbove = memory.of(dayAbove);
    dayAboveBefore = memory.of(dayAboveBefore);
    firstDayAbove = memory.of(firstDayAbove);
  }
}
