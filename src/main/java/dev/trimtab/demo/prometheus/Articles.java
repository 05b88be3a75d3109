package dev.trimtab.demo.prometheus;

import dev.trimtab.demo.seed.Noise;
import dev.trimtab.demo.seed.Period;
import dev.trimtab.demo.seed.Shape;
import dev.trimtab.demo.seed.Week;
import dev.trimtab.demo.world.ClusterWorld;
import java.util.Map;
import java.util.stream.Stream;

/// Articles that the editors publish, as their content platform counts them in production.
final class Articles {
  private static final int HOURS = 24;

  /// In an hour at the crest of the day.
  private static final int MOST = 42;

  private final ClusterWorld cluster;

  Articles(ClusterWorld cluster) {
    this.cluster = cluster;
  }

  /// How many in the day before each time: the only window that is asked for.
  Stream<Series> inADay() {
    return cluster.name().equals("production")
        ? Stream.of(
            new Series(
                Map.of("namespace", "editorial", "job", "cms"),
                cluster.period().first(),
                cluster.period().now(),
                Series.Unit.WHOLE,
                false,
                this::untilEndOf))
        : Stream.empty();
  }

  private long untilEndOf(long interval) {
    long end = Math.floorDiv(interval + 1, (long) Period.HOUR);
    long total = 0;
    for (long hour = end - HOURS; hour < end; hour++) {
      total += inHour(hour);
    }
    return total;
  }

  private long inHour(long hour) {
    if (hour * Period.HOUR < cluster.period().first()) {
      return 0;
    }
    double level = Week.of(Shape.BUSINESS).at(hour * Period.HOUR + Period.HOUR / 2);
    double noise = Noise.unit(Noise.of(Noise.of(cluster.key(), "articles"), hour));
    return Math.round(MOST * level * (0.85 + 0.3 * noise));
  }
}
