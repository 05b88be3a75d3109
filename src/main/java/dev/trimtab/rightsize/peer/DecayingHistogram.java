package dev.trimtab.rightsize.peer;

/// The Vertical Pod Autoscaler's histogram: buckets that grow by 5%, weights that halve with age. A
/// percentile is the end of its bucket (kubernetes/autoscaler, pkg/recommender/util).
final class DecayingHistogram {
  private static final double RATIO = 1.05;
  private static final double EPSILON = 1e-12;
  private static final double MOST_HALVINGS = 500;

  private final double first;
  private final double halfLife;
  private final double[] weights;
  private double reference = Double.NaN;

  DecayingHistogram(double largest, double first, double halfLife) {
    this.first = first;
    this.halfLife = halfLife;
    int buckets =
        (int) Math.ceil(Math.log(largest * (RATIO - 1) / first + 1) / Math.log(RATIO)) + 1;
    this.weights = new double[buckets];
  }

  /// Adds a sample of an instant, Unix seconds.
  void add(double value, double instant) {
    if (Double.isNaN(reference)) {
      reference = instant;
    }
    if ((instant - reference) / halfLife > MOST_HALVINGS) {
      double factor = Math.pow(2, (reference - instant) / halfLife);
      for (int i = 0; i < weights.length; i++) {
        weights[i] *= factor;
      }
      reference = instant;
    }
    weights[bucket(value)] += Math.pow(2, (instant - reference) / halfLife);
  }

  private int bucket(double value) {
    if (value < first) {
      return 0;
    }
    int bucket = (int) Math.floor(Math.log(value * (RATIO - 1) / first + 1) / Math.log(RATIO));
    return Math.min(bucket, weights.length - 1);
  }

  private double start(int bucket) {
    return bucket == 0 ? 0 : first * (Math.pow(RATIO, bucket) - 1) / (RATIO - 1);
  }

  double percentile(double share) {
    double total = 0;
    for (double weight : weights) {
      total += weight;
    }
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i];
      if (sum >= share * total - EPSILON * total) {
        return i < weights.length - 1 ? start(i + 1) : start(i);
      }
    }
    return start(weights.length - 1);
  }
}
