package dev.trimtab.place.pack;

import java.util.Arrays;

/// What a knapsack's last items are worth at most, by the room that is left in one dimension: a
/// dynamic program on sizes rounded down, while the other dimensions are priced.
///
/// For any prices `λ >= 0` of the others' room, no filling of the items from i on is worth more
/// than `λ·(room left) + f_i(units left)`, where f_i takes values less `λ·size` (Lagrange). Rounded
/// down sizes only let more in. Not for two threads at once.
final class Staircase {
  private static final int MOST_UNITS = 20_000;
  private static final int UNITS = 8_192;
  private static final int D = Relaxation.DIMENSIONS;

  /// Trials for the prices, in factors of the relaxation's own.
  private static final double[] FACTORS = {1, 0.9, 1.1, 0.75, 1.3};

  private final Knapsack in;
  private final double[] lambda = new double[D];
  private double[][] worth = new double[0][];
  private double[] last = new double[0];
  private int dimension;
  private double unit;
  private int units;
  private boolean built;

  Staircase(Knapsack in) {
    this.in = in;
  }

  /// Bounds what all items together are worth, at the best of several prices.
  ///
  /// @param duals of the relaxation, per share of the room
  /// @param enough a bound as low as this need not be lower
  /// @return a value that no filling passes
  double bound(double[] duals, double enough) {
    var room = in.room();
    dimension = duals[1] > duals[0] ? 1 : 0;
    unit = unit(room[dimension]);
    units = (int) Math.floor(room[dimension] / unit);
    double best = Double.POSITIVE_INFINITY;
    double factor = 1;
    for (double trial : FACTORS) {
      price(duals, trial);
      double bound = priced(room) + whole();
      if (bound < best) {
        best = bound;
        factor = trial;
      }
      if (best <= enough) {
        return best;
      }
    }
    price(duals, factor);
    return best;
  }

  /// Forgets the tables.
  void clear() {
    built = false;
  }

  private void price(double[] duals, double factor) {
    for (int d = 0; d < D; d++) {
      lambda[d] = d == dimension || in.room()[d] <= 0 ? 0 : factor * duals[d] / in.room()[d];
    }
  }

  private double priced(double[] room) {
    double sum = 0;
    for (int d = 0; d < D; d++) {
      sum += lambda[d] * room[d];
    }
    return sum;
  }

  private double gain(int i) {
    double gain = in.value(i);
    for (int d = 0; d < D; d++) {
      gain -= lambda[d] * in.size(d, i);
    }
    return gain;
  }

  /// The greatest common divisor of sizes if that gives few enough units: then nothing is rounded.
  private double unit(double room) {
    long divisor = 0;
    for (int i = 0; i < in.count(); i++) {
      long a = divisor;
      long b = (long) in.size(dimension, i);
      while (b != 0) {
        long rest = a % b;
        a = b;
        b = rest;
      }
      divisor = a;
    }
    return divisor > 0 && room / divisor <= MOST_UNITS ? divisor : room / UNITS;
  }

  /// The table of all items, without keeping those of fewer.
  private double whole() {
    if (last.length <= units) {
      last = new double[units + 1];
    }
    Arrays.fill(last, 0, units + 1, 0);
    for (int i = in.count() - 1; i >= 0; i--) {
      step(i, last);
    }
    return last[units];
  }

  /// Builds the tables for the items as they are ordered now, at the prices of the best bound.
  void build() {
    built = true;
    int n = in.count();
    if (worth.length <= n) {
      worth = new double[2 * n + 1][];
    }
    worth[n] = row(worth[n]);
    Arrays.fill(worth[n], 0, units + 1, 0);
    for (int i = n - 1; i >= 0; i--) {
      worth[i] = row(worth[i]);
      System.arraycopy(worth[i + 1], 0, worth[i], 0, units + 1);
      step(i, worth[i]);
    }
  }

  private double[] row(double[] row) {
    return row == null || row.length <= units ? new double[units + 1] : row;
  }

  /// Lets item i in.
  private void step(int i, double[] table) {
    double gain = gain(i);
    if (gain <= 0) {
      return;
    }
    int size = (int) Math.floor(in.size(dimension, i) / unit);
    long most = (long) in.most(i);
    if (size == 0) {
      for (int c = 0; c <= units; c++) {
        table[c] += most * gain;
      }
      return;
    }
    if (most * size >= units - size) {
      for (int c = size; c <= units; c++) {
        table[c] = Math.max(table[c], table[c - size] + gain);
      }
      return;
    }
    for (long part = 1; most > 0; part *= 2) {
      long now = Math.min(part, most);
      most -= now;
      int wide = (int) (now * size);
      double more = now * gain;
      for (int c = units; c >= wide; c--) {
        table[c] = Math.max(table[c], table[c - wide] + more);
      }
    }
  }

  /// What items from `from` on may add to what is left of the room.
  double rest(int from, double c, double m, double p, double g) {
    if (!built) {
      return Double.POSITIVE_INFINITY;
    }
    double sum = lambda[0] * c + lambda[1] * m + lambda[2] * p + lambda[3] * g;
    return sum + worth[from][(int) Math.floor((dimension == 0 ? c : m) / unit)];
  }
}
