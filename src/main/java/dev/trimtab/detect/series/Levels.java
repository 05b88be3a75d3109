package dev.trimtab.detect.series;

import java.util.Arrays;

/// How high a series stands: what its days were lately, and where it is moving to.
///
/// The moving level follows growth, but no faster than a launch grows; the base is what the last
/// four weeks were, so that coming back from a holiday or an outage is no growth.
final class Levels {
  private static final int DAYS = 28;

  /// A launch triples within days; a runaway triples within hours.
  private static final double GROWTH_PER_DAY = 1.65;

  private static final double FALL_PER_DAY = 1.5;

  /// What has lasted counts as a week: were it no level after all, the weeks before still count.
  private static final int DAYS_ACCEPTED = 7;

  private static final double TRIMMED = 0.9;

  private final float[] days = new float[DAYS];
  private final double up;
  private final double down;
  private final double fall;
  private int count;
  private double moving = Double.NaN;
  private double base = Double.NaN;
  private double highest;
  private final float[] movings;
  private int steps;
  private double dayAgo = Double.NaN;
  private double past = Double.NaN;

  Levels(Grid grid) {
    int stepsPerDay = grid.perDay();
    up = Math.log(GROWTH_PER_DAY) / stepsPerDay;
    down = Math.log(FALL_PER_DAY) / stepsPerDay;
    fall = Math.pow(FALL_PER_DAY, -1.0 / stepsPerDay);
    movings = new float[stepsPerDay];
  }

  /// Moves on by a step.
  void step() {
    int at = steps++ % movings.length;
    dayAgo = steps > movings.length ? movings[at] : moving;
    movings[at] = (float) moving;
  }

  /// The level that a step of a day ago was measured by, had the days since counted.
  double dayAgo() {
    return Math.max(dayAgo, base);
  }

  /// The level that a step is measured by.
  double level() {
    return Math.max(moving, base);
  }

  double base() {
    return base;
  }

  double highestDay() {
    return highest;
  }

  int daysSeen() {
    return count;
  }

  /// The first steps have nothing but each other.
  void startAt(double mean) {
    moving = mean;
    base = mean;
    past = Double.NaN;
  }

  /// Moves towards the level of the last day's steps.
  void follow(double lastDay) {
    if (!(lastDay > 0)) {
      moving *= fall;
      return;
    }
    double gap = moving > 0 ? Math.log(lastDay / moving) : 0;
    moving = moving > 0 ? moving * Math.exp(Math.clamp(gap, -down, up)) : lastDay;
  }

  /// A day is over that is no incident's.
  void day(double level) {
    days[count % DAYS] = (float) level;
    count++;
    var known = Arrays.copyOf(days, Math.min(count, DAYS));
    Arrays.sort(known);
    highest = known[known.length - 1];
    base = Math.max(known[known.length / 2], trimmedMean(known));
    past = Double.NaN;
  }

  private static double trimmedMean(float[] sorted) {
    double most = sorted[(int) (TRIMMED * (sorted.length - 1))];
    double sum = 0;
    for (float each : sorted) {
      sum += Math.min(each, most);
    }
    return sum / sorted.length;
  }

  /// The level of the days before the last week: their mean; the base where there are none. It
  /// changes but once a day.
  double past() {
    if (Double.isNaN(past)) {
      past = mean(7, DAYS);
    }
    return past;
  }

  private double mean(int newer, int older) {
    double sum = 0;
    int found = 0;
    for (int ago = newer; ago <= older && ago <= Math.min(count, DAYS); ago++) {
      sum += days[(count - ago) % DAYS];
      found++;
    }
    return found == 0 ? base : sum / found;
  }

  /// What has lasted is normal now.
  void accept(double level) {
    for (int i = 0; i < DAYS_ACCEPTED; i++) {
      day(level);
    }
    moving = level;
    Arrays.fill(movings, (float) level);
    dayAgo = level;
  }

  void keep(Memory memory) {
    memory.of(days);
    count = memory.of(count);
    moving = memory.of(moving);
    base = memory.of(base);
    past = Double.NaN;
    highest = memory.of(highest);
    memory.of(movings);
    steps = memory.of(steps);
    dayAgo = memory.of(dayAgo);
  }
}
