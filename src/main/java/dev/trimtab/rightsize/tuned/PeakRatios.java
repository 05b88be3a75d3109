package dev.trimtab.rightsize.tuned;

import java.util.Arrays;

/// How far the next window's memory peak was from the highest of two weeks, pooled over containers
/// of like volatility: a split conformal predictor by class.
final class PeakRatios {
  private static final int CLASSES = 8;
  private static final double GRID_FROM = 0.3;
  private static final double GRID_TO = 3;
  private static final double GRID_STEP = 0.02;

  private final double[] edges;
  private final double[][] sorted = new double[CLASSES][];

  /// @param volatility of each residual's container then
  /// @param ratio of the peak that came to the highest one before
  PeakRatios(double[] volatility, double[] ratio) {
    var ordered = volatility.clone();
    Arrays.sort(ordered);
    edges = new double[CLASSES - 1];
    for (int i = 0; i < edges.length; i++) {
      edges[i] = ordered[(int) ((long) ordered.length * (i + 1) / CLASSES)];
    }
    var sizes = new int[CLASSES];
    for (double v : volatility) {
      sizes[classOf(v)]++;
    }
    for (int i = 0; i < CLASSES; i++) {
      sorted[i] = new double[sizes[i]];
    }
    for (int i = 0; i < ratio.length; i++) {
      int c = classOf(volatility[i]);
      sorted[c][--sizes[c]] = ratio[i];
    }
    for (var each : sorted) {
      Arrays.sort(each);
    }
  }

  private int classOf(double volatility) {
    int at = 0;
    while (at < edges.length && volatility >= edges[at]) {
      at++;
    }
    return at;
  }

  /// The probability that the next peak is above `ratio` times the highest one before.
  double above(double volatility, double ratio) {
    var ratios = sorted[classOf(volatility)];
    int low = 0;
    int high = ratios.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ratios[middle] > ratio) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return (ratios.length - low + 0.5) / (ratios.length + 1);
  }

  /// The ratio that minimises `highest x ratio + price x P(above)`.
  double cheapest(double volatility, double highest, double price) {
    double best = Double.POSITIVE_INFINITY;
    double chosen = 1;
    for (double ratio = GRID_FROM; ratio < GRID_TO; ratio += GRID_STEP) {
      double cost = highest * ratio + price * above(volatility, ratio);
      if (cost < best) {
        best = cost;
        chosen = ratio;
      }
    }
    return chosen;
  }
}
