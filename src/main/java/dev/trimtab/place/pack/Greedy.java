package dev.trimtab.place.pack;

/// Fills a node from each of its items in turn: this one first, then always the item that is worth
/// most for the scarcest part of the room which it takes. Finds what a tree search that is cut
/// short does not: few large pods, and those that fit beside them. Not for two threads at once.
final class Greedy {
  private final Knapsack in;
  private double cpu;
  private double memory;
  private double pods;
  private double gpus;
  private double sum;

  Greedy(Knapsack in) {
    this.in = in;
  }

  /// Keeps what is better than the best known.
  ///
  /// @param seeds so many items, in the knapsack's order, begin
  void search(int seeds) {
    for (int seed = 0; seed < Math.min(seeds, in.count()); seed++) {
      int most = (int) in.most(seed);
      fill(seed, 1);
      if (most > 1) {
        fill(seed, most);
      }
      if (most > 2) {
        fill(seed, most / 2);
      }
    }
  }

  private void fill(int seed, int count) {
    var room = in.room();
    cpu = room[0];
    memory = room[1];
    pods = room[2];
    gpus = room[3];
    sum = 0;
    in.startFilling();
    put(seed, count);
    int next = next();
    while (next >= 0) {
      put(next, Math.max(1, fit(next) / 2));
      next = next();
    }
    if (sum > in.bestValue()) {
      in.keep(sum);
    }
  }

  private void put(int i, int count) {
    in.put(i, in.taken(i) + count);
    cpu -= count * in.size(0, i);
    memory -= count * in.size(1, i);
    pods -= count;
    gpus -= count * in.size(3, i);
    sum += count * in.value(i);
  }

  private int fit(int i) {
    return Math.min(in.fit(i, cpu, memory, pods, gpus), (int) in.most(i) - in.taken(i));
  }

  private int next() {
    int best = -1;
    double most = 0;
    for (int i = 0; i < in.count(); i++) {
      double part =
          Math.max(
              Math.max(part(in.size(0, i), cpu), part(in.size(1, i), memory)),
              Math.max(part(1, pods), part(in.size(3, i), gpus)));
      if (part <= 1 && in.value(i) > most * part && in.taken(i) < in.most(i)) {
        most = in.value(i) / part;
        best = i;
      }
    }
    return best;
  }

  private static double part(double size, double left) {
    return size <= 0 ? 0 : size > left ? 2 : size / left;
  }
}
