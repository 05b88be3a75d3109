package dev.trimtab.detect;

import dev.trimtab.detect.series.Memory;
import dev.trimtab.detect.series.Rolling;

/// How an open incident goes on: whether what had settled begins to run away. That is another
/// incident, and somebody should hear of it.
///
/// Settled is what stayed near its start for half a day. It runs away when, within four hours, it
/// comes to several times what it had reached, from near that. What grows more slowly is the same
/// incident still.
final class Pace {
  /// Times the start.
  private static final double FLAT = 1.5;

  /// Times what was reached, and what was four hours before.
  private static final double FAR = 4;

  /// Of what was reached, four hours before: what comes and goes is no base.
  private static final double NEAR = 0.5;

  /// Normal days above the normal, in the last three hours.
  private static final double MUCH = 0.6;

  private final Rolling costs;
  private final Rolling normals;
  private final Rolling normalDay;
  private final double[] earlier;
  private final int settling;
  private int steps;
  private double start;
  private double reached;
  private double now;
  private double before;

  Pace(int stepsPerDay) {
    costs = new Rolling(Math.max(1, stepsPerDay / 8));
    normals = new Rolling(Math.max(1, stepsPerDay / 8));
    normalDay = new Rolling(stepsPerDay);
    earlier = new double[Math.max(1, stepsPerDay / 6)];
    settling = Math.max(2, stepsPerDay / 2);
  }

  void see(double cost, double normal) {
    costs.add(cost);
    normals.add(normal);
    normalDay.add(normal);
    now = costs.sum() / Math.max(normals.sum(), 1e-12);
    int at = steps++ % earlier.length;
    before = earlier[at];
    earlier[at] = now;
    start = steps == 1 ? now : start;
    reached = steps <= settling ? Math.max(reached, now) : reached;
  }

  boolean runsAway() {
    return steps > settling
        && reached <= FLAT * start
        && now > FAR * reached
        && now > FAR * before
        && before > NEAR * reached
        && costs.sum() - normals.sum() > MUCH * normalDay.sum();
  }

  /// Times the normal, over the last three hours.
  double now() {
    return now;
  }

  void keep(Memory memory) {
    costs.keep(memory);
    normals.keep(memory);
    normalDay.keep(memory);
    memory.of(earlier);
    steps = memory.of(steps);
    start = memory.of(start);
    reached = memory.of(reached);
    now = memory.of(now);
    before = memory.of(before);
  }
}
