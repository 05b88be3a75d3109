package dev.trimtab.rightsize.tuned;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;

/// The Vertical Pod Autoscaler and KRR as they would decide from daily profiles: what they do
/// within a day is not told by a profile, so that these stand beside a row as a comparison, and the
/// faithful ones are in the backtest.
final class ProfilePeers {
  private static final double MIB = 1 << 20;
  private static final double KRR_DAYS = 14;

  private ProfilePeers() {}

  private static double percentile(
      Past past, int window, Span span, double daysBack, double halfLife, double quantile) {
    var weights = new double[Buckets.COUNT];
    double total = 0;
    for (int w = Math.max(0, window - span.in(daysBack)); w < window; w++) {
      var use = past.at(w);
      if (use != null && use.hasCpu()) {
        double weight = use.hours() * Math.pow(2, -(window - w - 0.5) * span.days() / halfLife);
        use.addTo(weights, weight);
        total += weight;
      }
    }
    double sum = 0;
    for (int i = 0; i < weights.length && total > 0; i++) {
      sum += weights[i];
      if (sum >= quantile * total - 1e-12) {
        return Buckets.middle(i);
      }
    }
    return Double.NaN;
  }

  /// P90 with a half-life of 24 h, plus 15%, at least 25 millicores.
  static double vpaCpu(Past past, int window, Span span) {
    return atLeast(0.025, 1.15 * percentile(past, window, span, Integer.MAX_VALUE, 1, 0.9));
  }

  /// P95 of two weeks, at least 10 millicores, in whole ones.
  static double krrCpu(Past past, int window, Span span) {
    double cores = percentile(past, window, span, KRR_DAYS, Double.POSITIVE_INFINITY, 0.95);
    return atLeast(0.01, Math.ceil(cores * 1000) / 1000);
  }

  /// The P90 of daily peaks with a half-life of 24 h, plus 15%, at least 250 MiB.
  static double vpaMemory(Past past, int window, Span span) {
    var peaks = new ArrayList<double[]>();
    double total = 0;
    for (int w = 0; w < window; w++) {
      var use = past.at(w);
      if (use != null && !Double.isNaN(use.memoryPeak())) {
        double weight = Math.pow(2, -(window - w - 0.5) * span.days());
        peaks.add(new double[] {use.memoryPeak(), weight});
        total += weight;
      }
    }
    peaks.sort(Comparator.comparingDouble(peak -> peak[0]));
    double sum = 0;
    for (var peak : peaks) {
      sum += peak[1];
      if (sum >= 0.9 * total) {
        return atLeast(250 * MIB, 1.15 * peak[0]);
      }
    }
    return Double.NaN;
  }

  /// The highest peak of two weeks, plus 15%, at least 100 MiB, in whole ones.
  static double krrMemory(Past past, int window, Span span) {
    int from = Math.max(0, window - span.in(KRR_DAYS));
    var peaks = new double[window - from];
    for (int w = from; w < window; w++) {
      var use = past.at(w);
      peaks[w - from] = use == null || Double.isNaN(use.memoryPeak()) ? -1 : use.memoryPeak();
    }
    double highest = Arrays.stream(peaks).max().orElse(-1);
    return highest < 0 ? Double.NaN : atLeast(100 * MIB, Math.ceil(highest * 1.15 / MIB) * MIB);
  }

  /// Unknown stays unknown.
  private static double atLeast(double floor, double value) {
    return Double.isNaN(value) ? value : Math.max(floor, value);
  }
}
