package dev.trimtab.bench.nab;

/// NAB's windowed Gaussian (published: 39.6 in the standard profile), to check our score by.
final class WindowedGaussian {
  private static final int WINDOW = 6400;
  private static final int STEP = 100;

  private WindowedGaussian() {}

  static double[] scores(NabSeries series) {
    var values = series.points().stream().mapToDouble(point -> point.cost()).toArray();
    var scores = new double[values.length];
    double mean = 0;
    double deviation = 1;
    int from = 0;
    int to = 0;
    for (int i = 0; i < values.length; i++) {
      scores[i] = i == 0 ? 0 : 1 - tail(values[i], mean, deviation);
      boolean slides = to == from + WINDOW && i + 1 - to == STEP;
      if (to < from + WINDOW || slides) {
        from += slides ? STEP : 0;
        to = i + 1;
        mean = mean(values, from, to);
        deviation = deviation(values, from, to, mean);
      }
    }
    return scores;
  }

  private static double mean(double[] values, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += values[i];
    }
    return sum / (to - from);
  }

  private static double deviation(double[] values, int from, int to, double mean) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += (values[i] - mean) * (values[i] - mean);
    }
    return sum == 0 ? 0.000001 : Math.sqrt(sum / (to - from));
  }

  private static double tail(double x, double mean, double deviation) {
    return 0.5 * erfc(Math.abs(x - mean) / deviation / 1.4142);
  }

  /// Complementary error function, by the continued fraction beyond 2 and the series below.
  static double erfc(double x) {
    if (x < 2) {
      double term = x;
      double sum = x;
      for (int n = 1; n < 60; n++) {
        term *= -x * x / n;
        sum += term / (2 * n + 1);
      }
      return 1 - 2 / Math.sqrt(Math.PI) * sum;
    }
    double fraction = 0;
    for (int n = 60; n > 0; n--) {
      fraction = n / 2.0 / (x + fraction);
    }
    return Math.exp(-x * x) / Math.sqrt(Math.PI) / (x + fraction);
  }
}
