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

  private final Span span;

  /// Weights with a half-life of a day, of windows one, two and more back.
  private final double[] halved;

  /// Weights of the last windows, all alike.
  private final double[] alike;

  ProfilePeers(Span span) {
    this.span = span;
    this.halved = new double[span.count()];
    for (int i = 0; i < halved.length; i++) {
      halved[i] = Math.pow(2, -(i + 0.5) * span.days());
    }
    this.alike = new double[span.in(KRR_DAYS)];
    Arrays.fill(alike, 1);
  }

  Span span() {
    return span;
  }

  private static double percentile(Past past, int window, double[] byAge, double quantile) {
    var weights = new double[Buckets.COUNT];
    double total = 0;
    int first = Buckets.COUNT;
    for (int w = Math.max(0, window - byAge.length); w < window; w++) {
      var use = past.at(w);
      if (use != null && use.hasCpu()) {
        double weight = use.hours() * byAge[window - w - 1];
        use.addTo(weights, weight);
        total += weight;
        first = Math.min(first, use.lowestBucket());
      }
    }
    double rank = quantile * total - 1e-12;
    if (total > 0 && rank <= 0) {
      return Buckets.middle(0);
    }
    double sum = 0;
    for (int i = first; i < weights.length && total > 0; i++) {
      sum += weights[i];
      if (sum >= rank) {
        return Buckets.middle(i);
      }
    }
    return Double.NaN;
  }

  /// P90 with a half-life of 24 h, plus 15%, at least 25 millicores.
  double vpaCpu(Past past, int window) {
    return atLeast(0.025, 1.15 * percentile(past, window, halved, 0.9));
  }

  /// P95 of two weeks, at least 10 millicores, in whole ones.
  double krrCpu(Past past, int window) {
    double cores = percentile(past, window, alike, 0.95);
    return atLeast(0.01, Math.ceil(cores * 1000) / 1000);
  }

  /// The P90 of daily peaks with a half-life of 24 h, plus 15%, at least 250 MiB.
  double vpaMemory(Past past, int window) {
    var peaks = new ArrayList<double[]>();
    double total = 0;
    for (int w = 0; w < window; w++) {
      var use = past.at(w);
      if (use != null && !Double.isNaN(use.memoryPeak())) {
        double weight = halved[window - w - 1];
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
  double krrMemory(Past past, int window) {
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
