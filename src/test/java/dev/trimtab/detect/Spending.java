package dev.trimtab.detect;

import dev.trimtab.model.spend.Alert;
import dev.trimtab.model.spend.SpendPoint;
import dev.trimtab.model.spend.SpendSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;

/// A key that spends about 10 an hour by day and 4 by night, five or seven days a week, and what is
/// done to it.
final class Spending {
  static final long MONDAY = 1_767_571_200L;
  static final int HOUR = 3600;

  private final List<SpendPoint> points = new ArrayList<>();
  private final Random random;

  Spending(long seed) {
    random = new Random(seed);
  }

  static double usual(int hour) {
    boolean night = hour % 24 < 7;
    boolean weekend = hour / 24 % 7 >= 5;
    return (night ? 4 : 10) * (weekend ? 0.6 : 1);
  }

  /// Hours `[from, to)` at a multiple of the usual.
  Spending hours(int from, int to, IntToDoubleFunction times) {
    for (int hour = from; hour < to; hour++) {
      double noise = 1 + 0.1 * random.nextGaussian();
      add(hour, usual(hour) * noise * times.applyAsDouble(hour), 0, 1);
    }
    return this;
  }

  /// An hour's money; 100 requests and 200,000 tokens for each unit of the usual.
  Spending add(int hour, double cost, double failures, double tokensPerRequest) {
    double requests = 10 * cost / tokensPerRequest;
    points.add(
        new SpendPoint(
            MONDAY + (long) hour * HOUR,
            MONDAY + (hour + 1L) * HOUR,
            cost,
            requests + failures,
            failures,
            1600 * cost,
            100 * cost,
            Double.NaN));
    return this;
  }

  SpendSeries series() {
    return new SpendSeries("key-1", points);
  }

  List<SpendPoint> points() {
    return List.copyOf(points);
  }

  List<Alert> alerts() {
    return SpendDetector.alerts(series(), Sensitivity.USUAL, Fleet.UNKNOWN);
  }

  static int hour(Alert alert) {
    return (int) ((alert.at().getEpochSecond() - MONDAY) / HOUR);
  }
}
