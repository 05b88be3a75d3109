package dev.trimtab.rightsize.tuned;

import java.util.Arrays;

/// The probability that the next peak is above a multiple of the highest one before: what came of
/// the containers of one class.
final class PeakOdds {
  private static final double[] RATIO = ratios();

  /// Samples' worth of what holds for all that stand in every class.
  private static final double DRAWN = 10;

  private final double[] above = new double[RATIO.length];

  private PeakOdds() {}

  /// The odds of all containers.
  ///
  /// @param came ratios of peaks to the highest ones before them, in any order
  static PeakOdds ofAll(float[] came) {
    // one more that was above and one that was not, half each: nothing is impossible
    var odds = new PeakOdds();
    odds.count(came);
    for (int i = 0; i < RATIO.length; i++) {
      odds.above[i] = (odds.above[i] + 0.5) / (came.length + 1);
    }
    return odds;
  }

  /// The odds of some of them, drawn towards those of all as if so many had been seen too.
  PeakOdds among(float[] came) {
    var odds = new PeakOdds();
    odds.count(came);
    for (int i = 0; i < RATIO.length; i++) {
      odds.above[i] = (odds.above[i] + DRAWN * above[i]) / (came.length + DRAWN);
    }
    return odds;
  }

  private void count(float[] came) {
    var sorted = came.clone();
    Arrays.sort(sorted);
    int at = 0;
    for (int i = 0; i < RATIO.length; i++) {
      while (at < sorted.length && sorted[at] <= RATIO[i]) {
        at++;
      }
      above[i] = sorted.length - at;
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
