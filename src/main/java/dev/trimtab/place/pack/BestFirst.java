package dev.trimtab.place.pack;

import java.util.Arrays;

/// Searches a knapsack's tree with the highest bound first, so that cutting it short leaves the
/// lowest ceiling that so many nodes can prove.
///
/// A tree node takes k of item i. Every expanded node is filled up greedily. Not for two threads at
/// once.
final class BestFirst {
  /// Nodes that are kept in memory, at about 80 bytes each.
  private static final int MOST = 1_000_000;

  private static final int OFTEN = 256;

  private final Knapsack in;
  private final Staircase staircase;
  private int count;
  private int[] item = new int[1024];
  private int[] taken = new int[1024];
  private int[] most = new int[1024];
  private int[] parent = new int[1024];
  private double[][] left = new double[Relaxation.DIMENSIONS][1024];
  private double[] weight = new double[1024];
  private double[] sum = new double[1024];
  private double[] bound = new double[1024];
  private int[] heap = new int[1024];
  private int heaped;
  private double ceiling;

  /// @param staircase built before each search
  BestFirst(Knapsack in, Staircase staircase) {
    this.in = in;
    this.staircase = staircase;
  }

  /// Searches.
  ///
  /// @param surrogate the room's weight
  /// @return a value that no filling passes
  double search(double surrogate, int mostNodes, Pricing.Effort effort) {
    count = 0;
    heaped = 0;
    ceiling = 0;
    var room = in.room();
    open(0, -1, room[0], room[1], room[2], room[3], surrogate, 0);
    int expanded = 0;
    while (heaped > 0) {
      int node = heap[0];
      if (bound[node] <= in.enough()) {
        return Math.max(ceiling, bound[node]);
      }
      boolean late = expanded % OFTEN == OFTEN - 1 && effort.late();
      if (++expanded > mostNodes || count > MOST || late) {
        return Math.max(ceiling, bound[node]);
      }
      pop();
      expand(node);
    }
    return ceiling;
  }

  private void expand(int node) {
    int i = item[node];
    int k = taken[node];
    double sum2 = sum[node] + k * in.value(i);
    double c2 = left[0][node] - k * in.size(0, i);
    double m2 = left[1][node] - k * in.size(1, i);
    double p2 = left[2][node] - k;
    double g2 = left[3][node] - k * in.size(3, i);
    fillUp(node, i + 1, c2, m2, p2, g2, sum2);
    open(i + 1, node, c2, m2, p2, g2, Math.max(0, weight[node] - k * in.weight(i)), sum2);
  }

  /// The next item that fits, as many as fit.
  private void open(
      int from, int by, double c, double m, double p, double g, double w, double value) {
    for (int i = from; i < in.count(); i++) {
      int fits = in.fit(i, c, m, p, g);
      if (fits > 0 && !closed(i, by)) {
        for (int k = fits; k >= 0; k--) {
          consider(i, k, fits, by, c, m, p, g, w, value);
        }
        return;
      }
    }
  }

  /// An item of a size of which a dearer one was left out is not worth taking. Where the dearer one
  /// has no tree node, it did not fit, and no more does this one; or it was closed itself.
  private boolean closed(int i, int by) {
    int dearer = in.dearer(i);
    if (dearer < 0) {
      return false;
    }
    for (int node = by; node >= 0 && item[node] >= dearer; node = parent[node]) {
      if (item[node] == dearer) {
        return taken[node] < most[node];
      }
    }
    return true;
  }

  /// Pushes k of item i if its bound is of interest.
  private void consider(
      int i,
      int k,
      int fits,
      int by,
      double c,
      double m,
      double p,
      double g,
      double w,
      double value) {
    double stairs =
        value
            + k * in.value(i)
            + staircase.rest(
                i + 1, c - k * in.size(0, i), m - k * in.size(1, i), p - k, g - k * in.size(3, i));
    double here =
        stairs <= in.enough()
            ? stairs
            : Math.min(stairs, in.boundAfter(i, k, c, m, p, g, w, value, true));
    if (here <= in.enough()) {
      ceiling = Math.max(ceiling, here);
      return;
    }
    if (count == item.length) {
      grow();
    }
    int node = count++;
    item[node] = i;
    most[node] = fits;
    parent[node] = by;
    taken[node] = k;
    left[0][node] = c;
    left[1][node] = m;
    left[2][node] = p;
    left[3][node] = g;
    weight[node] = w;
    sum[node] = value;
    bound[node] = here;
    push(node);
  }

  private void fillUp(int node, int from, double c, double m, double p, double g, double value) {
    double total = value;
    in.startFilling();
    double c2 = c;
    double m2 = m;
    double p2 = p;
    double g2 = g;
    for (int i = from; i < in.count() && p2 >= 1; i++) {
      int k = in.fit(i, c2, m2, p2, g2);
      if (k > 0) {
        in.put(i, k);
        total += k * in.value(i);
        c2 -= k * in.size(0, i);
        m2 -= k * in.size(1, i);
        p2 -= k;
        g2 -= k * in.size(3, i);
      }
    }
    if (total > in.bestValue()) {
      for (int at = node; at >= 0; at = parent[at]) {
        in.put(item[at], taken[at]);
      }
      in.keep(total);
    }
  }

  private void push(int node) {
    if (heaped == heap.length) {
      heap = Arrays.copyOf(heap, 2 * heaped);
    }
    int at = heaped++;
    while (at > 0 && bound[heap[(at - 1) / 2]] < bound[node]) {
      heap[at] = heap[(at - 1) / 2];
      at = (at - 1) / 2;
    }
    heap[at] = node;
  }

  private void pop() {
    int last = heap[--heaped];
    int at = 0;
    while (2 * at + 1 < heaped) {
      int child = 2 * at + 1;
      if (child + 1 < heaped && bound[heap[child + 1]] > bound[heap[child]]) {
        child++;
      }
      if (bound[heap[child]] <= bound[last]) {
        break;
      }
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = last;
  }

  private void grow() {
    int more = 2 * count;
    item = Arrays.copyOf(item, more);
    taken = Arrays.copyOf(taken, more);
    most = Arrays.copyOf(most, more);
    parent = Arrays.copyOf(parent, more);
    for (int d = 0; d < left.length; d++) {
      left[d] = Arrays.copyOf(left[d], more);
    }
    weight = Arrays.copyOf(weight, more);
    sum = Arrays.copyOf(sum, more);
    bound = Arrays.copyOf(bound, more);
  }
}
