package dev.trimtab.rightsize.tuned;

import java.util.Arrays;

/// The distribution of a container's CPU use that is expected in a window, from the windows before
/// it.
///
/// One is used window after window: only the buckets in use are looked at, and cleared.
final class CpuForecast {
  private static final int LAST = Buckets.COUNT - 1;

  private final double[] weights = new double[Buckets.COUNT];
  private int highest = -1;
  private int lowest = Buckets.COUNT;

  /// Buckets that may hold anything.
  private int from = Buckets.COUNT;

  private int to = -1;

  /// Expects what the windows before `window` showed, each by its weight, and a little more.
  ///
  /// @param byAge weights of the windows one, two and more back
  void expect(Past past, int window, double[] byAge, double near, double far) {
    clear();
    double total = 0;
    for (int w = Math.max(0, window - byAge.length); w < window; w++) {
      var use = past.at(w);
      if (use != null && use.hasCpu()) {
        double weight = byAge[window - w - 1] * use.hours();
        use.addTo(weights, weight);
        total += weight;
        from = Math.min(from, use.lowestBucket());
        to = Math.max(to, use.highestBucket());
      }
    }
    if (total > 0) {
      spread(near / total, far / total, (1 - near - far) / total);
    }
  }

  private void clear() {
    if (from <= to) {
      Arrays.fill(weights, from, to + 1, 0);
    }
    from = Buckets.COUNT;
    to = -1;
    lowest = Buckets.COUNT;
    highest = -1;
  }

  /// Moves a part of every bucket up, from the top down so that none is moved twice.
  private void spread(double near, double far, double stays) {
    for (int i = to; i >= from; i--) {
      double weight = weights[i];
      weights[i] = weight * stays;
      if (weight > 0) {
        lowest = i;
        weights[Math.min(LAST, i + Buckets.FIFTEEN_PERCENT)] += weight * near;
        weights[Math.min(LAST, i + Buckets.FIFTY_PERCENT)] += weight * far;
        highest = Math.max(highest, Math.min(LAST, i + Buckets.FIFTY_PERCENT));
      }
    }
    to = Math.max(to, highest);
  }

  boolean isEmpty() {
    return highest < 0;
  }

  /// The share of intervals above a request.
  double above(double request) {
    double sum = 0;
    for (int i = highest; i >= lowest && Buckets.top(i) > request; i--) {
      sum += weights[i] * Buckets.shareAbove(i, request);
    }
    return Math.clamp(sum, 0, 1);
  }

  /// The bucket whose top costs least, and the one to keep: the one in force where changing costs
  /// more than it saves.
  record Choice(int cheapest, int kept) {}

  /// Chooses a request.
  ///
  /// @param inForce a bucket, or -1
  /// @param change cores that changing costs for each that is in force
  Choice choose(CpuCost cost, int inForce, double change) {
    double above = 0;
    double use = 0;
    double best = Double.POSITIVE_INFINITY;
    double staying = inForce > highest ? Buckets.top(inForce) : Double.POSITIVE_INFINITY;
    int cheapest = highest;
    for (int i = highest; i >= lowest; i--) {
      double top = Buckets.top(i);
      double now = cost.of(top, above, use - top * above);
      if (now < best) {
        best = now;
        cheapest = i;
      }
      if (i == inForce) {
        staying = now;
      }
      above += weights[i];
      use += weights[i] * Buckets.middle(i);
    }
    boolean keep = inForce >= 0 && staying <= best + change * Buckets.top(inForce);
    return new Choice(cheapest, keep ? inForce : cheapest);
  }
}
