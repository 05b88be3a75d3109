package dev.trimtab.place.pack;

import java.util.Arrays;

/// The bounded fractional knapsack in several dimensions: max v·x, A x <= 1, 0 <= x <= u, by the
/// primal simplex with explicit inverse. Its duals price a node's room.
///
/// Any duals give a valid upper bound ([#bound]), so that rounding errors and an early stop cost
/// tightness, never truth.
final class Relaxation {
  /// CPU, memory, pods, GPUs.
  static final int DIMENSIONS = 4;

  private static final int MOST_PIVOTS = 400;
  private static final double EPS = 1e-9;

  private final double[][] inverse = new double[DIMENSIONS][DIMENSIONS];
  private final int[] basis = new int[DIMENSIONS];
  private final double[] basic = new double[DIMENSIONS];
  private final double[] entering = new double[DIMENSIONS];
  private boolean[] atUpper = new boolean[64];
  private boolean[] inBasis = new boolean[64];
  final double[] duals = new double[DIMENSIONS];

  /// Solves, and leaves the duals.
  ///
  /// @param size of item i in dimension d at `[d][i]`, as a share of the room
  void solve(int n, double[][] size, double[] value, double[] upper) {
    reset(n);
    for (int pivot = 0; pivot < MOST_PIVOTS; pivot++) {
      price(value);
      int enter = choose(n, size, value);
      if (enter < 0 || !step(enter, n, size, upper)) {
        break;
      }
    }
    price(value);
    for (int d = 0; d < DIMENSIONS; d++) {
      duals[d] = Math.max(0, duals[d]);
    }
  }

  /// `λ·1 + Σ u max(0, v - λ·a)`: no filling is worth more, whatever λ.
  static double bound(double[] duals, int n, double[][] size, double[] value, double[] upper) {
    double sum = duals[0] + duals[1] + duals[2] + duals[3];
    for (int i = 0; i < n; i++) {
      double gain =
          value[i]
              - duals[0] * size[0][i]
              - duals[1] * size[1][i]
              - duals[2] * size[2][i]
              - duals[3] * size[3][i];
      if (gain > 0) {
        sum += upper[i] * gain;
      }
    }
    return sum;
  }

  private void reset(int n) {
    if (atUpper.length < n) {
      atUpper = new boolean[2 * n];
      inBasis = new boolean[2 * n];
    }
    Arrays.fill(atUpper, 0, n, false);
    Arrays.fill(inBasis, 0, n, false);
    for (int d = 0; d < DIMENSIONS; d++) {
      Arrays.fill(inverse[d], 0);
      inverse[d][d] = 1;
      basis[d] = -1 - d;
      basic[d] = 1;
    }
  }

  private void price(double[] value) {
    Arrays.fill(duals, 0);
    for (int r = 0; r < DIMENSIONS; r++) {
      int b = basis[r];
      if (b >= 0) {
        for (int d = 0; d < DIMENSIONS; d++) {
          duals[d] += value[b] * inverse[r][d];
        }
      }
    }
  }

  /// The item or slack (negative) that gains most; a slack d is `n + d`.
  private int choose(int n, double[][] size, double[] value) {
    int best = -1;
    double most = EPS;
    for (int i = 0; i < n; i++) {
      if (inBasis[i]) {
        continue;
      }
      double gain =
          value[i]
              - duals[0] * size[0][i]
              - duals[1] * size[1][i]
              - duals[2] * size[2][i]
              - duals[3] * size[3][i];
      double score = (atUpper[i] ? -gain : gain) / Math.max(1e-12, value[i]);
      if (score > most) {
        most = score;
        best = i;
      }
    }
    for (int d = 0; d < DIMENSIONS && best < 0; d++) {
      if (duals[d] < -EPS && !slackBasic(d)) {
        best = n + d;
      }
    }
    return best;
  }

  private boolean slackBasic(int d) {
    for (int r = 0; r < DIMENSIONS; r++) {
      if (basis[r] == -1 - d) {
        return true;
      }
    }
    return false;
  }

  /// Moves the entering variable as far as it goes; false when nothing bounds it.
  private boolean step(int enter, int n, double[][] size, double[] upper) {
    boolean slack = enter >= n;
    int sign = !slack && atUpper[enter] ? -1 : 1;
    for (int r = 0; r < DIMENSIONS; r++) {
      double sum = 0;
      for (int d = 0; d < DIMENSIONS; d++) {
        double a = slack ? (d == enter - n ? 1 : 0) : size[d][enter];
        sum += inverse[r][d] * a;
      }
      entering[r] = sum;
    }
    double far = slack ? Double.POSITIVE_INFINITY : upper[enter];
    int leave = -1;
    boolean toUpper = false;
    for (int r = 0; r < DIMENSIONS; r++) {
      double rate = sign * entering[r];
      if (rate > EPS) {
        double limit = Math.max(0, basic[r]) / rate;
        if (limit < far) {
          far = limit;
          leave = r;
          toUpper = false;
        }
      } else if (rate < -EPS && basis[r] >= 0) {
        double limit = Math.max(0, upper[basis[r]] - basic[r]) / -rate;
        if (limit < far) {
          far = limit;
          leave = r;
          toUpper = true;
        }
      }
    }
    if (Double.isInfinite(far)) {
      return false;
    }
    for (int r = 0; r < DIMENSIONS; r++) {
      basic[r] -= sign * far * entering[r];
    }
    if (leave < 0) {
      atUpper[enter] = !atUpper[enter];
      return true;
    }
    double start = !slack && atUpper[enter] ? upper[enter] : 0;
    pivot(enter, n, leave, toUpper, start + sign * far);
    return true;
  }

  private void pivot(int enter, int n, int leave, boolean toUpper, double level) {
    int out = basis[leave];
    if (out >= 0) {
      inBasis[out] = false;
      atUpper[out] = toUpper;
    }
    basis[leave] = enter >= n ? -1 - (enter - n) : enter;
    if (enter < n) {
      inBasis[enter] = true;
      atUpper[enter] = false;
    }
    double by = entering[leave];
    for (int d = 0; d < DIMENSIONS; d++) {
      inverse[leave][d] /= by;
    }
    for (int r = 0; r < DIMENSIONS; r++) {
      if (r != leave && entering[r] != 0) {
        for (int d = 0; d < DIMENSIONS; d++) {
          inverse[r][d] -= entering[r] * inverse[leave][d];
        }
      }
    }
    basic[leave] = level;
  }
}
