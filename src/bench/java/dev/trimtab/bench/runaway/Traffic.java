package dev.trimtab.bench.runaway;

import dev.trimtab.model.spend.SpendPoint;
import dev.trimtab.model.spend.SpendSeries;
import java.util.ArrayList;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Hours of one series while it is being made; an hour that is missing has no point.
final class Traffic {
  static final long MIDNIGHT = 1_767_571_200L; // 2026-01-05, a Monday
  static final int DAY = 24;

  final int hours;
  final double[] requests;
  final double[] failed;
  final double[] input;
  final double[] output;
  final double[] cost;
  final boolean[] missing;
  double budget = Double.NaN;

  Traffic(int hours) {
    this.hours = hours;
    requests = new double[hours];
    failed = new double[hours];
    input = new double[hours];
    output = new double[hours];
    cost = new double[hours];
    missing = new boolean[hours];
  }

  Traffic copy() {
    var copy = new Traffic(hours);
    copy.plus(this);
    copy.budget = budget;
    System.arraycopy(missing, 0, copy.missing, 0, hours);
    return copy;
  }

  void plus(Traffic other) {
    for (int h = 0; h < hours; h++) {
      requests[h] += other.requests[h];
      failed[h] += other.failed[h];
      input[h] += other.input[h];
      output[h] += other.output[h];
      cost[h] += other.cost[h];
    }
  }

  /// More of the same traffic in one hour.
  void times(int hour, double factor) {
    if (hour < 0 || hour >= hours) {
      return;
    }
    requests[hour] *= factor;
    failed[hour] *= factor;
    input[hour] *= factor;
    output[hour] *= factor;
    cost[hour] *= factor;
  }

  /// As much in one hour as `like` had on average, times a factor.
  void add(int hour, Traffic like, double factor) {
    if (hour >= hours) {
      return;
    }
    requests[hour] += factor * mean(like.requests);
    input[hour] += factor * mean(like.input);
    output[hour] += factor * mean(like.output);
    cost[hour] += factor * mean(like.cost);
  }

  static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(0);
  }

  double meanCost(int from, int to) {
    double sum = 0;
    int known = 0;
    for (int h = Math.max(0, from); h < to; h++) {
      if (!missing[h]) {
        sum += cost[h];
        known++;
      }
    }
    return known == 0 ? 0 : sum / known;
  }

  SpendSeries series(String name, @Nullable Integer first) {
    var points = new ArrayList<SpendPoint>();
    for (int h = first == null ? 0 : first; h < hours; h++) {
      if (!missing[h]) {
        points.add(
            new SpendPoint(
                MIDNIGHT + h * 3600L,
                MIDNIGHT + (h + 1) * 3600L,
                cost[h],
                Math.rint(requests[h]),
                Math.rint(failed[h]),
                Math.rint(input[h]),
                Math.rint(output[h]),
                budget));
      }
    }
    return new SpendSeries(name, points);
  }
}
