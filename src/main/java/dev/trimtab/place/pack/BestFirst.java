package dev.trimtab.place.pack;

import java.util.Arrays;

/// Searches a knapsack's tree with the highest bound first, so that cutting it short leaves the
/// lowest ceiling that so many nodes can prove.
///
/// A tree node has decided how many of each item before `next` to take, the largest items first.
/// Every expanded node is filled up by the prices that bound it. Of nodes that leave the same room
/// to the same items only the worthiest is kept. Not for two threads at once.
final class BestFirst {
  /// Nodes that are kept in memory, at about 110 bytes each.
  private static final int MOST = 500_000;

  private static final int OFTEN = 256;
  private static final int D = Relaxation.DIMENSIONS;

  private final Knapsack in;
  private final Multipliers multipliers;
  private int count;
  private int[] next = new int[1024];
  private int[] item = new int[1024];
  private int[] taken = new int[1024];
  private int[] parent = new int[1024];
  private int[] prices = new int[1024];
  private double[][] left = new double[D][1024];
  private double[] sum = new double[1024];
  private double[] bound = new double[1024];
  private boolean[] refined = new boolean[1024];
  private int[] heap = new int[1024];
  private int[] same = new int[2048];
  private int[] slotOf = new int[1024];
  private int[][] orders = new int[0][];
  private boolean[] ordered = new boolean[0];
  private int heaped;
  private double ceiling;

  BestFirst(Knapsack in, Multipliers multipliers) {
    this.in = in;
    this.multipliers = multipliers;
    Arrays.fill(same, -1);
  }

  /// Searches.
  ///
  /// @return a value that no filling passes
  double search(Pricing.Effort effort) {
    forget();
    heaped = 0;
    ceiling = 0;
    if (ordered.length < multipliers.count()) {
      ordered = new boolean[multipliers.count()];
      orders = Arrays.copyOf(orders, ordered.length);
    }
    Arrays.fill(ordered, false);
    var room = in.room();
    open(0, -1, 0, -1, room[0], room[1], room[2], room[3], 0);
    int expanded = 0;
    while (heaped > 0) {
      int node = heap[0];
      boolean late = expanded % OFTEN == OFTEN - 1 && effort.late();
      if (bound[node] <= in.enough() || ++expanded > effort.nodes() || count > MOST || late) {
        return Math.max(ceiling, bound[node]);
      }
      pop();
      if (!refined[node]) {
        refine(node);
      }
      if (bound[node] <= in.enough()) {
        ceiling = Math.max(ceiling, bound[node]);
      } else if (heaped > 0 && bound[node] < bound[heap[0]]) {
        push(node); // its turn comes later
      } else {
        expand(node);
      }
    }
    return ceiling;
  }

  private void forget() {
    for (int node = 0; node < count; node++) {
      same[slotOf[node]] = -1;
    }
    count = 0;
  }

  private void expand(int node) {
    double c = left[0][node];
    double m = left[1][node];
    double p = left[2][node];
    double g = left[3][node];
    for (int i = next[node]; i < in.count(); i++) {
      int fits = in.fit(i, c, m, p, g);
      if (fits > 0) {
        for (int k = fits; k >= 0; k--) {
          // where not all that fit are taken, none of the same size is that is worth less
          open(
              k < fits ? in.afterShape(i) : i + 1,
              i,
              k,
              node,
              c - k * in.size(0, i),
              m - k * in.size(1, i),
              p - k,
              g - k * in.size(3, i),
              sum[node] + k * in.value(i));
        }
        return;
      }
    }
  }

  private void open(
      int from, int i, int k, int by, double c, double m, double p, double g, double value) {
    double here =
        Math.min(
            value + multipliers.rest(from, c, m, p, g),
            by < 0 ? Double.POSITIVE_INFINITY : bound[by]);
    if (here <= in.enough()) {
      ceiling = Math.max(ceiling, here);
      return;
    }
    int slot = slot(from, c, m, g);
    int other = same[slot];
    if (other >= 0 && sum[other] >= value && left[2][other] >= p) {
      return;
    }
    if (count == item.length) {
      grow();
      slot = slot(from, c, m, g);
    }
    int node = count++;
    same[slot] = node;
    slotOf[node] = slot;
    next[node] = from;
    item[node] = i;
    taken[node] = k;
    parent[node] = by;
    prices[node] = multipliers.tightest();
    left[0][node] = c;
    left[1][node] = m;
    left[2][node] = p;
    left[3][node] = g;
    sum[node] = value;
    bound[node] = here;
    refined[node] = false;
    push(node);
  }

  /// Where the last node with this state is, or the next one goes.
  private int slot(int from, double c, double m, double g) {
    long hash = Double.doubleToLongBits(c) * 0x9E3779B97F4A7C15L;
    hash = (hash ^ Double.doubleToLongBits(m)) * 0xC2B2AE3D27D4EB4FL;
    hash = (hash ^ Double.doubleToLongBits(g) ^ from) * 0x165667B19E3779F9L;
    int mask = same.length - 1;
    int slot = (int) (hash >>> 32) & mask;
    while (same[slot] >= 0) {
      int node = same[slot];
      if (next[node] == from && left[0][node] == c && left[1][node] == m && left[3][node] == g) {
        return slot;
      }
      slot = slot + 1 & mask;
    }
    return slot;
  }

  /// Fills the node up, and bounds it once more by what of each item still fits.
  private void refine(int node) {
    refined[node] = true;
    double c = left[0][node];
    double m = left[1][node];
    double p = left[2][node];
    double g = left[3][node];
    double weight = Math.max(0, multipliers.weight(prices[node], c, m, p, g));
    double most = sum[node];
    double total = sum[node];
    double c2 = c;
    double m2 = m;
    double p2 = p;
    double g2 = g;
    in.startFilling();
    for (int i : order(prices[node])) {
      int fits = i < next[node] ? 0 : in.fit(i, c, m, p, g);
      if (fits == 0) {
        continue;
      }
      double takes = fits * multipliers.weight(prices[node], i);
      if (takes <= weight) {
        most += fits * in.value(i);
      } else if (weight > 0) {
        most += fits * in.value(i) * weight / takes;
      }
      weight = Math.max(0, weight - takes);
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
    bound[node] = Math.min(bound[node], most);
    if (total > in.bestValue()) {
      for (int at = node; at >= 0; at = parent[at]) {
        if (item[at] >= 0) {
          in.put(item[at], taken[at]);
        }
      }
      in.keep(total);
    }
  }

  /// Items by what they are worth at these prices for what they take.
  private int[] order(int by) {
    if (!ordered[by]) {
      ordered[by] = true;
      orders[by] = in.byWorth(i -> multipliers.weight(by, i));
    }
    return orders[by];
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
    next = Arrays.copyOf(next, more);
    item = Arrays.copyOf(item, more);
    taken = Arrays.copyOf(taken, more);
    parent = Arrays.copyOf(parent, more);
    prices = Arrays.copyOf(prices, more);
    for (int d = 0; d < left.length; d++) {
      left[d] = Arrays.copyOf(left[d], more);
    }
    sum = Arrays.copyOf(sum, more);
    bound = Arrays.copyOf(bound, more);
    refined = Arrays.copyOf(refined, more);
    slotOf = Arrays.copyOf(slotOf, more);
    same = new int[2 * more];
    Arrays.fill(same, -1);
    for (int node = 0; node < count; node++) {
      slotOf[node] = slot(next[node], left[0][node], left[1][node], left[3][node]);
      same[slotOf[node]] = node;
    }
  }
}
