package dev.trimtab.rightsize.tuned;

/// The distribution of a container's CPU use that is expected in a window, from the windows before
/// it.
final class CpuForecast {
  private final double[] weights = new double[Buckets.COUNT];
  private int highest = -1;
  private int lowest = Buckets.COUNT;

  /// Expects what the windows before `window` showed, each by its weight, and a little more.
  CpuForecast(Past past, int window, Weighting weighting, double near, double far, Span span) {
    double total = 0;
    int first = Math.max(0, window - span.in(weighting.days()));
    for (int w = first; w < window; w++) {
      var use = past.at(w);
      if (use != null && use.hasCpu()) {
        double weight = weighting.of(window - w, span) * use.hours();
        use.addTo(weights, weight);
        total += weight;
      }
    }
    if (total > 0) {
      spread(near / total, far / total, (1 - near - far) / total);
    }
  }

  /// Moves a part of every bucket up, from the top down so that none is moved twice.
  private void spread(double near, double far, double stays) {
    for (int i = Buckets.COUNT - 1; i >= 0; i--) {
      double weight = weights[i];
      weights[i] = weight * stays;
      if (weight > 0) {
        lowest = i;
        int last = Buckets.COUNT - 1;
        weights[Math.min(last, i + Buckets.FIFTEEN_PERCENT)] += weight * near;
        weights[Math.min(last, i + Buckets.FIFTY_PERCENT)] += weight * far;
        highest = Math.max(highest, Math.min(last, i + Buckets.FIFTY_PERCENT));
      }
    }
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

  /// The bucket whose top costs least; the one in force where changing costs more than it saves.
  ///
  /// @param inForce a bucket, or -1
  int cheapest(CpuCost cost, int inForce, double change) {
    double above = 0;
    double use = 0;
    double best = Double.POSITIVE_INFINITY;
    double staying = inForce > highest ? Buckets.top(inForce) : Double.POSITIVE_INFINITY;
    int chosen = highest;
    for (int i = highest; i >= lowest; i--) {
      double top = Buckets.top(i);
      double now = cost.of(top, above, use - top * above);
      if (now < best) {
        best = now;
        chosen = i;
      }
      if (i == inForce) {
        staying = now;
      }
      above += weights[i];
      use += weights[i] * Buckets.middle(i);
    }
    return inForce >= 0 && staying <= best + change * Buckets.top(inForce) ? inForce : chosen;
  }
}
