package dev.trimtab.place.pack;

import java.util.Arrays;

/// What to put on one node: the most valuable filling, by depth-first branch and bound on the
/// surrogate that the relaxation's duals price.
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

  private final Relaxation relaxation = new Relaxation();
  private double[][] size = new double[D][64];
  private double[][] share = new double[D][64];
  private double[] value = new double[64];
  private double[] upper = new double[64];
  private double[] weight = new double[64];
  private int[] id = new int[64];
  private int[] shape = new int[64];
  private int[] order = new int[64];
  private int[] taken = new int[64];
  private int[] best = new int[64];
  private int[] closed = new int[64];
  private int[] dearer = new int[64];
  private final Staircase staircase = new Staircase(this);
  private final Greedy greedy = new Greedy(this);
  private final BestFirst bestFirst = new BestFirst(this, staircase);
  private double[] sorted = new double[64];
  private int n;
  private double bestValue;
  private double ceiling;
  private int nodes;
  private int limit;
  private double floor;
  private double[] room = new double[D];

  /// When a staircase is worth its time.
  enum Thorough {
    NEVER,
    WHERE_NOTHING_IS_FOUND,
    ALWAYS
  }

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
    weight = Arrays.copyOf(weight, more);
    id = Arrays.copyOf(id, more);
    shape = Arrays.copyOf(shape, more);
    order = Arrays.copyOf(order, more);
    taken = Arrays.copyOf(taken, more);
    best = Arrays.copyOf(best, more);
    sorted = Arrays.copyOf(sorted, more);
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
  /// @param duals from [#relax] or like ones
  /// @param least a filling worth no more than this is of no interest
  void search(double[] duals, Pricing.Effort effort, double least) {
    sort(duals);
    floor = least;
    limit = effort.depth();
    nodes = 0;
    bestValue = 0;
    ceiling = 0;
    Arrays.fill(best, 0, n, 0);
    Arrays.fill(taken, 0, n, 0);
    double surrogate = 0;
    for (int d = 0; d < D; d++) {
      surrogate += room[d] > 0 ? duals[d] : 0;
    }
    branch(0, room[0], room[1], room[2], room[3], surrogate, 0);
    if (nodes > limit) {
      greedy.search(SEEDS + effort.more() / PER_SEED);
    }
    if (nodes > limit && effort.more() > 0) {
      dearer();
      staircase.clear();
      ceiling =
          Math.min(ceiling, bestFirst.search(surrogate, Math.min(effort.more(), limit), effort));
    }
    if (nodes > limit
        && ceiling > enough()
        && !effort.late()
        && thorough(effort.thorough(), least)) {
      double root = staircase.bound(duals, enough());
      if (root > enough()) {
        staircase.build();
        root = Math.min(root, bestFirst.search(surrogate, effort.more(), effort));
      }
      ceiling = Math.min(ceiling, root);
    }
    ceiling = Math.max(ceiling, bestValue);
  }

  private boolean thorough(Thorough thorough, double least) {
    return switch (thorough) {
      case NEVER -> false;
      case WHERE_NOTHING_IS_FOUND -> bestValue <= least;
      case ALWAYS -> true;
    };
  }

  private void dearer() {
    if (dearer.length < n) {
      dearer = new int[2 * n];
    }
    var last = new int[closed.length];
    Arrays.fill(last, -1);
    for (int i = 0; i < n; i++) {
      dearer[i] = last[shape[i]];
      last[shape[i]] = i;
    }
  }

  int count() {
    return n;
  }

  double value(int i) {
    return value[i];
  }

  double weight(int i) {
    return weight[i];
  }

  /// Most of an item that one node takes.
  double most(int i) {
    return upper[i];
  }

  double size(int d, int i) {
    return size[d][i];
  }

  /// The item of the same size next in worth above this one; -1 for none.
  int dearer(int i) {
    return dearer[i];
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

  /// What a filling may be worth that takes k of item i and then what it likes of those after it.
  double boundAfter(
      int i, int k, double c, double m, double p, double g, double w, double sum, boolean fitting) {
    return sum
        + k * value[i]
        + rest(
            i + 1,
            c - k * size[0][i],
            m - k * size[1][i],
            p - k,
            g - k * size[3][i],
            Math.max(0, w - k * weight[i]),
            fitting);
  }

  /// Sorted by value for weight, the heaviest of equals first; a weight is what the duals price.
  private void sort(double[] duals) {
    int shapes = 0;
    for (int i = 0; i < n; i++) {
      double w = 0;
      for (int d = 0; d < D; d++) {
        w += duals[d] * share[d][i];
      }
      sorted[i] = w;
      order[i] = i;
      shapes = Math.max(shapes, shape[i] + 1);
    }
    if (closed.length < shapes) {
      closed = new int[shapes + 64];
    }
    Arrays.fill(closed, 0, shapes, 0);
    insertionOrHeap();
    permute();
  }

  private boolean before(int a, int b) {
    double left = value[a] * sorted[b];
    double right = value[b] * sorted[a];
    return left != right ? left > right : sorted[a] != sorted[b] ? sorted[a] > sorted[b] : a < b;
  }

  private void insertionOrHeap() {
    for (int gap = gap(n); gap > 0; gap = gap == 1 ? 0 : Math.max(1, (int) (gap / 2.2))) {
      for (int i = gap; i < n; i++) {
        int moving = order[i];
        int j = i;
        while (j >= gap && before(moving, order[j - gap])) {
          order[j] = order[j - gap];
          j -= gap;
        }
        order[j] = moving;
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
    weight = permuted(sorted);
    sorted = new double[value.length];
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

  private void branch(int from, double c, double m, double p, double g, double w, double sum) {
    int i = from;
    int fits = 0;
    while (i < n && (closed[shape[i]] > 0 || (fits = fit(i, c, m, p, g)) < 1)) {
      i++;
    }
    if (sum > bestValue) {
      bestValue = sum;
      System.arraycopy(taken, 0, best, 0, n);
    }
    if (i == n) {
      return;
    }
    if (++nodes > limit) {
      ceiling = Math.max(ceiling, sum + rest(i, c, m, p, g, w, true));
      return;
    }
    for (int k = fits; k >= 0; k--) {
      double c2 = c - k * size[0][i];
      double m2 = m - k * size[1][i];
      double p2 = p - k * size[2][i];
      double g2 = g - k * size[3][i];
      double w2 = Math.max(0, w - k * weight[i]);
      double sum2 = sum + k * value[i];
      double most = sum2 + rest(i + 1, c2, m2, p2, g2, w2, true);
      if (most > enough()) {
        taken[i] = k;
        if (k < fits) {
          closed[shape[i]]++;
        }
        branch(i + 1, c2, m2, p2, g2, w2, sum2);
        if (k < fits) {
          closed[shape[i]]--;
        }
        taken[i] = 0;
      } else {
        ceiling = Math.max(ceiling, most);
        if (k > 0) {
          // fewer of the best for its weight: this bound only falls with k
          double fewer =
              sum
                  + (k - 1) * value[i]
                  + rest(
                      i + 1,
                      c - (k - 1) * size[0][i],
                      m - (k - 1) * size[1][i],
                      p - (k - 1) * size[2][i],
                      g - (k - 1) * size[3][i],
                      w - (k - 1) * weight[i],
                      false);
          if (fewer <= enough()) {
            ceiling = Math.max(ceiling, fewer);
            return;
          }
        }
      }
    }
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

  /// What items from `from` on may still add, weighed by the surrogate.
  ///
  /// @param fitting leave out what no longer fits at all
  private double rest(int from, double c, double m, double p, double g, double w, boolean fitting) {
    double left = w;
    double sum = 0;
    for (int i = from; i < n; i++) {
      if (fitting && (size[0][i] > c || size[1][i] > m || p < 1 || size[3][i] > g)) {
        continue;
      }
      double all = upper[i];
      if (fitting && all > 1) {
        all = Math.min(all, fit(i, c, m, p, g));
      }
      double takes = all * weight[i];
      if (takes <= left) {
        sum += all * value[i];
        left -= takes;
      } else {
        return sum + value[i] * left / weight[i];
      }
    }
    return sum;
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
