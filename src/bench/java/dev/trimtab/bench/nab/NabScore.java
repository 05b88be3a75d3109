package dev.trimtab.bench.nab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// The score of the Numenta Anomaly Benchmark, standard profile (Lavin and Ahmad, 2015, and the
/// scoring of NAB 1.1).
///
/// The first 15% of a series (of 5,000 rows at most) is not scored. A window counts by its best
/// detection, worth more the earlier it is; a detection outside costs 0.11 at most, less just after
/// a window; a missed window costs 1. One threshold holds for all series, the best there is. 0 is
/// what a detector gets that is silent, 100 one that meets every window at its start.
final class NabScore {
  private static final double FALSE_POSITIVE = 0.11;
  private static final double PROBATION = 0.15;
  private static final int PROBATION_ROWS = 5000;
  private static final double MOST = sigmoid(-1);

  private final List<Row> rows = new ArrayList<>();
  private int windows;

  /// @param window its number over all series; -1 outside of windows
  /// @param worth what a detection at this row is worth
  private record Row(double score, int window, double worth) {}

  /// The best threshold and what it brings, -∞ to 100.
  record Best(double threshold, double score) {}

  static double sigmoid(double x) {
    return x >= 3 ? -1 : 2 / (1 + Math.exp(5 * x)) - 1;
  }

  void add(NabSeries series, double[] scores) {
    int length = scores.length;
    int probation = (int) Math.floor(PROBATION * Math.min(length, PROBATION_ROWS));
    int next = 0;
    int right = -1;
    int width = 0;
    boolean inside = false;
    for (int i = 0; i < length; i++) {
      long at = series.points().get(i).start();
      if (!inside && next < series.windows().size() && series.windows().get(next).from() == at) {
        inside = true;
        right = index(series, series.windows().get(next).to());
        width = right - i + 1;
        next++;
      }
      if (i >= probation) {
        rows.add(
            inside
                ? hit(scores[i], windows + next - 1, right - i + 1, width)
                : miss(scores[i], i, right, width));
      }
      inside &= i != right;
    }
    windows += series.windows().size();
  }

  private static int index(NabSeries series, long at) {
    return IntStream.range(0, series.points().size())
        .filter(i -> series.points().get(i).start() == at)
        .findFirst()
        .orElseThrow();
  }

  private static Row hit(double score, int window, int left, int width) {
    return new Row(score, window, sigmoid(-(double) left / width) / MOST);
  }

  private static Row miss(double score, int at, int right, int width) {
    double worth = right < 0 ? -1 : sigmoid((double) (at - right) / (width - 1));
    return new Row(score, -1, FALSE_POSITIVE * worth);
  }

  Best best() {
    rows.sort(Comparator.comparingDouble(Row::score).reversed());
    var parts = new double[windows];
    Arrays.fill(parts, -1);
    double total = -windows;
    double most = total;
    double threshold = Double.POSITIVE_INFINITY;
    for (int i = 0; i < rows.size(); i++) {
      var row = rows.get(i);
      if (row.window < 0) {
        total += row.worth;
      } else if (row.worth > parts[row.window]) {
        total += row.worth - parts[row.window];
        parts[row.window] = row.worth;
      }
      boolean last = i + 1 == rows.size() || rows.get(i + 1).score < row.score;
      if (last && total > most) {
        most = total;
        threshold = row.score;
      }
    }
    return new Best(threshold, 100 * (most + windows) / (2.0 * windows));
  }
}
