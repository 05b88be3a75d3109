package dev.trimtab.place.pack;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/// What to put on one node: the most valuable filling, by branch and bound on prices of its room.
///
/// [#ceiling] is never below the best filling's value, also where the search was cut short: what it
/// left out is counted by its bound. Not for two threads at once.
final class Knapsack {
  private static final int D = Relaxation.DIMENSIONS;

  /// Values this close count as equal.
  private static final double CLOSE = 1e-6;

  /// Items that a quick search tries to begin with.
  private static final int SEEDS = 8;

  /// More of them by how thorough a search is.
  private static final int PER_SEED = 50;

  /// Searches of so many nodes at most do with few prices of the room.
  private static final int QUICK = 400;

  /// Searches of more nodes do with as many as there are.
  private static final int LONG = 1600;

  private final Relaxation relaxation = new Relaxation();
  private double[][] size = new double[D][64];
  private double[][] share = new double[D][64];
  private double[] value = new double[64];
  private double[] upper = new double[64];
  private int[] id = new int[64];
  private int[] shape = new int[64];
  private int[] order = new int[64];
  private int[] taken = new int[64];
  private int[] best = new int[64];
  private int[] next = new int[64];
  private final Greedy greedy = new Greedy(this);
  private final Multipliers multipliers = new Multipliers(this);
  private final BestFirst bestFirst = new BestFirst(this, multipliers);
  private double[] key = new double[64];
  private int n;
  private double bestValue;
  private double ceiling;
  private double floor;
  private double[] room = new double[D];

  /// Starts anew on a node with this room.
  void room(double[] capacity) {
    room = capacity;
    n = 0;
  }

  double[] room() {
    return room;
  }

  /// Adds an item; one that is worth nothing or does not fit is left out.
  ///
  /// @param shapeId the same for items of equal size
  void add(int itemId, int shapeId, double[] itemSize, double itemValue, double most) {
    if (itemValue <= 0 || most < 1) {
      return;
    }
    double fits = most;
    for (int d = 0; d < D; d++) {
      if (itemSize[d] > 0) {
        fits = Math.min(fits, quotient(room[d], itemSize[d]));
      }
    }
    if (fits < 1) {
      return;
    }
    if (n == value.length) {
      grow();
    }
    for (int d = 0; d < D; d++) {
      size[d][n] = itemSize[d];
      share[d][n] = room[d] > 0 ? itemSize[d] / room[d] : 0;
    }
    value[n] = itemValue;
    upper[n] = fits;
    id[n] = itemId;
    shape[n] = shapeId;
    n++;
  }

  private void grow() {
    int more = 2 * n;
    for (int d = 0; d < D; d++) {
      size[d] = Arrays.copyOf(size[d], more);
      share[d] = Arrays.copyOf(share[d], more);
    }
    value = Arrays.copyOf(value, more);
    upper = Arrays.copyOf(upper, more);
    id = Arrays.copyOf(id, more);
    shape = Arrays.copyOf(shape, more);
    order = Arrays.copyOf(order, more);
    taken = Arrays.copyOf(taken, more);
    best = Arrays.copyOf(best, more);
    key = Arrays.copyOf(key, more);
    next = Arrays.copyOf(next, more);
  }

  /// An upper bound by given duals: cheap.
  double bound(double[] duals) {
    return Relaxation.bound(duals, n, share, value, upper);
  }

  /// The relaxation's own duals, and the bound that they give.
  double relax(double[] duals) {
    relaxation.solve(n, share, value, upper);
    System.arraycopy(relaxation.duals, 0, duals, 0, D);
    return bound(duals);
  }

  /// Leaves out what no filling of interest holds: one with k of item i is worth no more than the
  /// bound and k times what the duals leave of its value, which is negative.
  ///
  /// @param bound that these duals give
  /// @param least a filling worth no more than this is of no interest
  void narrow(double[] duals, double bound, double least) {
    double slack = bound - least;
    int kept = 0;
    for (int i = 0; i < n; i++) {
      double gain = value[i];
      for (int d = 0; d < D; d++) {
        gain -= duals[d] * share[d][i];
      }
      double most =
          gain < 0 ? Math.min(upper[i], Math.floor(slack * (1 + CLOSE) / -gain)) : upper[i];
      if (most >= 1) {
        for (int d = 0; d < D; d++) {
          size[d][kept] = size[d][i];
          share[d][kept] = share[d][i];
        }
        value[kept] = value[i];
        upper[kept] = most;
        id[kept] = id[i];
        shape[kept] = shape[i];
        kept++;
      }
    }
    n = kept;
  }

  /// Searches.
  ///
  /// @param least a filling worth no more than this is of no interest
  void search(Pricing.Effort effort, double least) {
    largestFirst();
    floor = least;
    bestValue = 0;
    Arrays.fill(best, 0, n, 0);
    multipliers.solve(parts(effort.nodes()));
    ceiling = bestFirst.search(effort);
    if (ceiling > enough()) {
      greedy.search(SEEDS + effort.nodes() / PER_SEED);
    }
    ceiling = Math.max(bestValue, ceiling);
  }

  private static int parts(int nodes) {
    return nodes > LONG ? Multipliers.MOST_PARTS : nodes > QUICK ? 2 : 1;
  }

  int count() {
    return n;
  }

  double value(int i) {
    return value[i];
  }

  /// Most of an item that one node takes.
  double most(int i) {
    return upper[i];
  }

  double size(int d, int i) {
    return size[d][i];
  }

  /// The first item after i of another size.
  int afterShape(int i) {
    return next[i];
  }

  void startFilling() {
    Arrays.fill(taken, 0, n, 0);
  }

  int taken(int i) {
    return taken[i];
  }

  void put(int i, int k) {
    taken[i] = k;
  }

  void keep(double worth) {
    bestValue = worth;
    System.arraycopy(taken, 0, best, 0, n);
    Arrays.fill(taken, 0, n, 0);
  }

  /// Sorted by the largest share of the room, items of a size side by side and the worthiest of
  /// them first.
  private void largestFirst() {
    for (int i = 0; i < n; i++) {
      key[i] = Math.max(Math.max(share[0][i], share[1][i]), Math.max(share[2][i], share[3][i]));
      order[i] = i;
    }
    sort(order, this::largerFirst);
    permute();
    for (int i = n - 1; i >= 0; i--) {
      next[i] = i + 1 < n && shape[i + 1] == shape[i] ? next[i + 1] : i + 1;
    }
  }

  private boolean largerFirst(int a, int b) {
    if (key[a] != key[b]) {
      return key[a] > key[b];
    }
    if (shape[a] != shape[b]) {
      return shape[a] < shape[b];
    }
    return value[a] != value[b] ? value[a] > value[b] : a < b;
  }

  /// Items by value for weight, the heaviest of equals first.
  int[] byWorth(IntToDoubleFunction weight) {
    var by = new int[n];
    for (int i = 0; i < n; i++) {
      key[i] = weight.applyAsDouble(i);
      by[i] = i;
    }
    sort(
        by,
        (a, b) -> {
          double left = value[a] * key[b];
          double right = value[b] * key[a];
          return left != right ? left > right : key[a] != key[b] ? key[a] > key[b] : a < b;
        });
    return by;
  }

  private interface Before {
    boolean test(int a, int b);
  }

  private void sort(int[] what, Before before) {
    for (int gap = gap(n); gap > 0; gap = gap == 1 ? 0 : Math.max(1, (int) (gap / 2.2))) {
      for (int i = gap; i < n; i++) {
        int moving = what[i];
        int j = i;
        while (j >= gap && before.test(moving, what[j - gap])) {
          what[j] = what[j - gap];
          j -= gap;
        }
        what[j] = moving;
      }
    }
  }

  private static int gap(int n) {
    return Math.max(1, (int) (n / 2.2));
  }

  private void permute() {
    for (int d = 0; d < D; d++) {
      size[d] = permuted(size[d]);
      share[d] = permuted(share[d]);
    }
    value = permuted(value);
    upper = permuted(upper);
    id = permuted(id);
    shape = permuted(shape);
  }

  private double[] permuted(double[] from) {
    var to = new double[from.length];
    for (int i = 0; i < n; i++) {
      to[i] = from[order[i]];
    }
    return to;
  }

  private int[] permuted(int[] from) {
    var to = new int[from.length];
    for (int i = 0; i < n; i++) {
      to[i] = from[order[i]];
    }
    return to;
  }

  double enough() {
    return Math.max(floor, bestValue) * (1 + CLOSE);
  }

  int fit(int i, double c, double m, double p, double g) {
    double k = Math.min(upper[i], p);
    k = Math.min(k, quotient(c, size[0][i]));
    k = Math.min(k, quotient(m, size[1][i]));
    return (int) Math.min(k, quotient(g, size[3][i]));
  }

  /// Exact for whole numbers below 2^53, unlike a rounded quotient.
  private static double quotient(double room, double size) {
    if (size <= 0) {
      return Double.POSITIVE_INFINITY;
    }
    double k = Math.floor(room / size);
    return k * size > room ? k - 1 : k;
  }

  /// Never below the best filling's value.
  double ceiling() {
    return ceiling;
  }

  double bestValue() {
    return bestValue;
  }

  /// The best filling found: item ids and how many of each.
  Filling best() {
    int kinds = 0;
    for (int i = 0; i < n; i++) {
      kinds += best[i] > 0 ? 1 : 0;
    }
    var ids = new int[kinds];
    var counts = new int[kinds];
    int at = 0;
    for (int i = 0; i < n; i++) {
      if (best[i] > 0) {
        ids[at] = id[i];
        counts[at++] = best[i];
      }
    }
    return Filling.of(ids, counts);
  }
}
