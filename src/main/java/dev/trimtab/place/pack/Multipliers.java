package dev.trimtab.place.pack;

import java.util.Arrays;

/// What a node's remaining room is worth at most, by several prices of its dimensions at once.
///
/// For any prices `λ >= 0`, items from i on add no more than `λ·(room left) + Σ u max(0, v - λ·s)`
/// (Lagrange). One λ is good for rooms of one shape; once large pods are in, what is left has
/// another shape. So the relaxation is solved for rooms of several shapes and for the smaller items
/// alone, and the lowest of all bounds holds. Not for two threads at once.
final class Multipliers {
  private static final int D = Relaxation.DIMENSIONS;

  /// Parts of the room that is left: CPU, memory, pods.
  private static final double[][] SHAPES = {
    {1, 1, 1}, {1, 0.5, 1}, {0.5, 1, 1}, {1, 0.25, 1}, {0.25, 1, 1}, {1, 1, 0.25},
    {1, 0.7, 1}, {0.7, 1, 1}, {1, 0.85, 1}, {0.85, 1, 1}, {1, 0.125, 1}, {0.125, 1, 1}
  };

  /// Parts of the items that have prices of their own, at most.
  static final int MOST_PARTS = 4;

  /// So many shapes where there is little time.
  private static final int FEW = 6;

  /// Prices that differ by less than this part are the same.
  private static final double SAME = 1e-7;

  private final Knapsack in;
  private final Relaxation relaxation = new Relaxation();
  private double[][] lambda = new double[16][D];
  private double[][] above = new double[16][64];
  private double[][] share = new double[D][64];
  private double[] value = new double[64];
  private double[] upper = new double[64];
  private int count;
  private int tightest;

  Multipliers(Knapsack in) {
    this.in = in;
  }

  /// Finds prices for the items as they are ordered now.
  ///
  /// @param parts of the items, from the smallest on, that get prices of their own
  void solve(int parts) {
    int n = in.count();
    count = 0;
    grow(n);
    for (int part = 0; part < parts; part++) {
      int from = n * part / parts;
      for (int s = 0; s < (parts == MOST_PARTS ? SHAPES.length : FEW); s++) {
        solve(from, n, SHAPES[s]);
      }
    }
  }

  private void grow(int n) {
    if (value.length < n) {
      share = new double[D][2 * n];
      value = new double[2 * n];
      upper = new double[2 * n];
    }
  }

  private void solve(int from, int n, double[] shape) {
    var room = in.room();
    for (int i = from; i < n; i++) {
      int at = i - from;
      double fits = in.most(i);
      for (int d = 0; d < D; d++) {
        double part = d < shape.length ? shape[d] * room[d] : room[d];
        share[d][at] = part > 0 ? in.size(d, i) / part : 0;
        fits = share[d][at] > 0 ? Math.min(fits, 1 / share[d][at]) : fits;
      }
      value[at] = in.value(i);
      upper[at] = Math.floor(fits);
    }
    relaxation.solve(n - from, share, value, upper);
    var prices = new double[D];
    for (int d = 0; d < D; d++) {
      double part = d < shape.length ? shape[d] * room[d] : room[d];
      prices[d] = part > 0 ? relaxation.duals[d] / part : 0;
    }
    keep(prices, n);
  }

  private void keep(double[] prices, int n) {
    for (int q = 0; q < count; q++) {
      if (same(lambda[q], prices)) {
        return;
      }
    }
    if (count == lambda.length) {
      lambda = Arrays.copyOf(lambda, 2 * count);
      above = Arrays.copyOf(above, 2 * count);
    }
    lambda[count] = prices;
    double[] sums = above[count];
    if (sums == null || sums.length <= n) {
      sums = new double[2 * n + 1];
      above[count] = sums;
    }
    sums[n] = 0;
    for (int i = n - 1; i >= 0; i--) {
      sums[i] = sums[i + 1] + in.most(i) * Math.max(0, in.value(i) - worth(prices, i));
    }
    count++;
  }

  private static boolean same(double[] a, double[] b) {
    for (int d = 0; d < D; d++) {
      if (Math.abs(a[d] - b[d]) > SAME * Math.max(a[d], b[d])) {
        return false;
      }
    }
    return true;
  }

  private double worth(double[] prices, int i) {
    double sum = 0;
    for (int d = 0; d < D; d++) {
      sum += prices[d] * in.size(d, i);
    }
    return sum;
  }

  /// What items from `from` on may still add.
  double rest(int from, double c, double m, double p, double g) {
    double least = Double.POSITIVE_INFINITY;
    for (int q = 0; q < count; q++) {
      var l = lambda[q];
      double here = l[0] * c + l[1] * m + l[2] * p + l[3] * g + above[q][from];
      if (here < least) {
        least = here;
        tightest = q;
      }
    }
    return least;
  }

  /// Which prices gave the last [#rest].
  int tightest() {
    return tightest;
  }

  /// What item i takes of a node's room, at these prices.
  double weight(int prices, int i) {
    return worth(lambda[prices], i);
  }

  /// What a room is worth at these prices.
  double weight(int prices, double c, double m, double p, double g) {
    var l = lambda[prices];
    return l[0] * c + l[1] * m + l[2] * p + l[3] * g;
  }

  int count() {
    return count;
  }
}
