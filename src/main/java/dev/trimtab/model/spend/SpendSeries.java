package dev.trimtab.model.spend;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The points of one series as a detector reads them: by their ends, each interval once.
///
/// Of two points with the same start and end the one that says more counts: the dearer, then the
/// one with more requests, failures, tokens, budget. So neither repeated rows nor their order
/// matter.
///
/// @param name what the points are of: a key, a team, a model, a total
public record SpendSeries(String name, List<SpendPoint> points) {
  private static final Comparator<SpendPoint> ORDER =
      Comparator.comparingLong(SpendPoint::end)
          .thenComparingLong(SpendPoint::start)
          .thenComparingDouble(SpendPoint::cost)
          .thenComparingDouble(point -> known(point.requests()))
          .thenComparingDouble(point -> known(point.failed()))
          .thenComparingDouble(point -> known(point.inputTokens()))
          .thenComparingDouble(point -> known(point.outputTokens()))
          .thenComparingDouble(point -> known(point.budgetPerMonth()));

  /// Puts points in order, and keeps one of each interval.
  public SpendSeries {
    points = once(points);
  }

  private static double known(double value) {
    return Double.isNaN(value) ? -1 : value;
  }

  private static List<SpendPoint> once(List<SpendPoint> points) {
    if (ordered(points)) {
      return List.copyOf(points);
    }
    var sorted = new ArrayList<>(points);
    sorted.sort(ORDER);
    var once = new ArrayList<SpendPoint>(sorted.size());
    for (var point : sorted) {
      if (!once.isEmpty() && sameInterval(once.getLast(), point)) {
        once.removeLast();
      }
      once.add(point);
    }
    return List.copyOf(once);
  }

  private static boolean ordered(List<SpendPoint> points) {
    for (int i = 1; i < points.size(); i++) {
      if (points.get(i).end() <= points.get(i - 1).end()) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameInterval(SpendPoint a, SpendPoint b) {
    return a.start() == b.start() && a.end() == b.end();
  }
}
