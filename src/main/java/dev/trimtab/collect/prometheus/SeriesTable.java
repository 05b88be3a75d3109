package dev.trimtab.collect.prometheus;

import dev.trimtab.collect.prometheus.AnswerReader.PointHandler;
import dev.trimtab.collect.prometheus.AnswerReader.SeriesHandler;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// One measure of many containers on one grid; NaN where nothing was told.
final class SeriesTable implements SeriesHandler {
  private static final PointHandler NOBODY = (_, _) -> {};

  private final Measure measure;
  private final Grid grid;
  private final int mostPoints;
  private final Refusals refusals;
  private final Map<ContainerKey, double[]> rows = new HashMap<>();

  SeriesTable(Measure measure, Grid grid, int mostPoints, Refusals refusals) {
    this.measure = measure;
    this.grid = grid;
    this.mostPoints = mostPoints;
    this.refusals = refusals;
  }

  Map<ContainerKey, double[]> rows() {
    return rows;
  }

  /// Of two series of one container (two replicas of a server, a relabelled job) the larger value
  /// counts.
  @Override
  public PointHandler series(Map<String, String> labels) throws TooMuch {
    var container = labels.getOrDefault("container", "");
    if (container.isEmpty() || container.equals("POD")) {
      return NOBODY;
    }
    var key =
        new ContainerKey(
            labels.getOrDefault("namespace", ""), labels.getOrDefault("pod", ""), container);
    var row = rows.get(key);
    if (row == null) {
      // one interval is as little as can be asked for, however many containers there are
      if (grid.count() > 1 && (rows.size() + 1L) * grid.count() > mostPoints) {
        throw new TooMuch("more than %d points of %s in one answer".formatted(mostPoints, measure));
      }
      row = new double[grid.count()];
      Arrays.fill(row, Double.NaN);
      rows.put(key, row);
    }
    var values = row;
    return (at, value) -> put(key, values, at, value);
  }

  private void put(ContainerKey key, double[] values, double at, double value) {
    int index = grid.index(at);
    if (index == Grid.LATE) {
      refusals.future(measure, key, at);
    } else if (index >= 0 && !(value >= 0)) {
      refusals.unusable(measure, key, at, value);
    } else if (index >= 0 && !(values[index] >= value)) {
      values[index] = value;
    }
  }
}
