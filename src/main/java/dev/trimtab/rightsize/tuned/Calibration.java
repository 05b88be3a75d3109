package dev.trimtab.rightsize.tuned;

import java.util.concurrent.atomic.AtomicLongArray;

/// Makes a raw probability true: what share came true of earlier ones like it, over all containers.
///
/// Bins are narrow in the logarithm, and each begins with the raw probability as if it had been
/// seen a few times. Sums are of whole numbers, so that they are the same in any order.
final class Calibration {
  private static final int BINS = 24;
  private static final double SMALLEST = 1e-5;
  private static final double PRIOR = 12;
  private static final double UNIT = 1e9;

  private final int windows;
  private final AtomicLongArray came;
  private final AtomicLongArray count;

  Calibration(int windows) {
    this.windows = windows;
    came = new AtomicLongArray(windows * BINS);
    count = new AtomicLongArray(windows * BINS);
  }

  private static int bin(double raw) {
    double place = Math.log(Math.max(SMALLEST, raw) / SMALLEST) / Math.log(1 / SMALLEST);
    return (int) Math.clamp(Math.floor(place * BINS), 0, BINS - 1);
  }

  /// Tells what came of a raw probability in a window.
  ///
  /// @param share of intervals, or 0 or 1, that came true
  void learn(int window, double raw, double share) {
    if (!Double.isNaN(raw) && !Double.isNaN(share)) {
      came.addAndGet(window * BINS + bin(raw), Math.round(share * UNIT));
      count.incrementAndGet(window * BINS + bin(raw));
    }
  }

  /// What may be stated, window by window, once all that came is known.
  Stated stated() {
    var known = new double[windows + 1][BINS];
    var seen = new double[windows + 1][BINS];
    for (int w = 0; w < windows; w++) {
      for (int bin = 0; bin < BINS; bin++) {
        known[w + 1][bin] = known[w][bin] + came.get(w * BINS + bin) / UNIT;
        seen[w + 1][bin] = seen[w][bin] + count.get(w * BINS + bin);
      }
    }
    return new Stated(known, seen);
  }

  /// Probabilities that can be stated of a window, from what came before it.
  static final class Stated {
    private final double[][] came;
    private final double[][] count;

    private Stated(double[][] came, double[][] count) {
      this.came = came;
      this.count = count;
    }

    double of(int window, double raw) {
      if (Double.isNaN(raw)) {
        return Double.NaN;
      }
      int bin = bin(raw);
      return Math.clamp((came[window][bin] + PRIOR * raw) / (count[window][bin] + PRIOR), 0, 1);
    }
  }
}
