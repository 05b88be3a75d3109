package dev.trimtab.demo.seed;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/// A shape worked out for every 5-minute step of the week, since it is asked millions of times.
public final class Week {
  private static final int STEPS = 7 * Period.DAY;

  // the epoch began on a Thursday; weeks here begin on Monday
  private static final int THURSDAY = 3 * Period.DAY;

  private static final Map<Shape, Week> ALL = new EnumMap<>(Shape.class);

  static {
    for (var shape : Shape.values()) {
      ALL.put(shape, new Week(shape));
    }
  }

  private final double[] levels = new double[STEPS];

  private Week(Shape shape) {
    for (int step = 0; step < STEPS; step++) {
      double hour = (double) (step % Period.DAY) / Period.HOUR;
      levels[step] = shape.level(step / Period.DAY, hour);
    }
  }

  public static Week of(Shape shape) {
    return Objects.requireNonNull(ALL.get(shape));
  }

  /// Load in the interval as a share of the peak.
  ///
  /// @param interval 5-minute steps since the epoch
  public double at(long interval) {
    return levels[(int) Math.floorMod(interval + THURSDAY, (long) STEPS)];
  }
}
