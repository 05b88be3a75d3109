package dev.trimtab.rightsize.tuned;

import java.util.Arrays;

/// The probability that the next peak is above a multiple of the highest one before: what came of
/// the containers of one class.
final class PeakOdds {
  private static final double[] RATIO = ratios();
  private final double[] above;

  /// @param came ratios of peaks to the highest ones before them, in any order
  PeakOdds(float[] came) {
    var sorted = came.clone();
    Arrays.sort(sorted);
    above = new double[RATIO.length];
    int at = 0;
    for (int i = 0; i < RATIO.length; i++) {
      while (at < sorted.length && sorted[at] <= RATIO[i]) {
        at++;
      }
      // one more that was above and one that was not, half each: nothing is impossible
      above[i] = (sorted.length - at + 0.5) / (sorted.length + 1);
    }
  }

  /// From a fifth to sixty times, finely around 1.
  private static double[] ratios() {
    var ratios = new double[160];
    int count = 0;
    for (double ratio = 0.2; ratio < 1.999; ratio += 0.02) {
      ratios[count++] = ratio;
    }
    for (double ratio = 2; ratio < 60; ratio *= 1.05) {
      ratios[count++] = ratio;
    }
    return Arrays.copyOf(ratios, count);
  }

  /// The probability of a peak above `ratio` times the highest one before.
  double above(double ratio) {
    if (ratio <= RATIO[0]) {
      return above[0];
    }
    if (!(ratio < RATIO[RATIO.length - 1])) {
      return above[RATIO.length - 1];
    }
    int found = Arrays.binarySearch(RATIO, ratio);
    int right = found >= 0 ? found : -found - 1;
    double part = (ratio - RATIO[right - 1]) / (RATIO[right] - RATIO[right - 1]);
    return above[right - 1] + part * (above[right] - above[right - 1]);
  }

  /// The ratio that minimises `highest x ratio + price x P(above)`.
  double cheapest(double highest, double price) {
    double best = Double.POSITIVE_INFINITY;
    double chosen = 1;
    for (int i = 0; i < RATIO.length; i++) {
      double cost = highest * RATIO[i] + price * above[i];
      if (cost < best) {
        best = cost;
        chosen = RATIO[i];
      }
    }
    return chosen;
  }
}
