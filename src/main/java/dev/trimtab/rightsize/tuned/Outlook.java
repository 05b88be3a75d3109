package dev.trimtab.rightsize.tuned;

import java.util.List;

/// A level over a span: the ways in which it may look at the past, their weights worked out once
/// for all containers.
final class Outlook {
  private final Level level;
  private final Span span;
  private final List<Weighting> weightings;
  private final double[][] byAge;

  Outlook(Level level, Span span) {
    this.level = level;
    this.span = span;
    this.weightings =
        List.of(level.weighting(), Weighting.RECENT, Weighting.STEADY, Weighting.WEEKLY);
    this.byAge = new double[weightings.size()][];
    for (int i = 0; i < byAge.length; i++) {
      byAge[i] = weightings.get(i).byAge(span);
    }
  }

  Level level() {
    return level;
  }

  Span span() {
    return span;
  }

  /// The level's own weighting is the first.
  int ways() {
    return byAge.length;
  }

  Weighting weighting(int way) {
    return weightings.get(way);
  }

  /// The weights of the windows one, two and more back; older ones have none.
  double[] byAge(int way) {
    return byAge[way];
  }
}
