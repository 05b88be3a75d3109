package dev.trimtab.place.pack;

/// Whole pods a zone for spread classes, as near to the master's fractions as their skew allows.
///
/// With K workloads of n replicas, a zone's pods stay between K t and K (t + skew) for one t: dealt
/// out in turn, no workload's zones differ by more than its skew.
final class ZoneSplit {
  private ZoneSplit() {}

  /// Of each item; a class that is not spread has all in one.
  ///
  /// @param wanted of each item, fractions
  static int[] of(Instance instance, double[] wanted) {
    var split = new int[instance.items()];
    for (var of : instance.classes()) {
      if (of.spreads()) {
        split(of, wanted, split);
      } else {
        split[of.items()[0]] = of.total();
      }
    }
    return split;
  }

  private static void split(PodClass of, double[] wanted, int[] split) {
    if (of.mixed()) {
      round(of, wanted, split, of.leastInZone(), of.mostInZone());
      return;
    }
    int zones = of.items().length;
    int from = PodClass.least(of.replicas(), zones, of.skew());
    int to = Math.floorDiv(of.replicas(), zones);
    double best = Double.POSITIVE_INFINITY;
    int least = to;
    for (int t = from; t <= to; t++) {
      long low = (long) t * of.workloads();
      long high = (long) (t + of.skew()) * of.workloads();
      if (low * zones > of.total() || high * zones < of.total()) {
        continue;
      }
      double off = 0;
      for (int i : of.items()) {
        off += Math.max(0, low - wanted[i]) + Math.max(0, wanted[i] - high);
      }
      if (off < best) {
        best = off;
        least = t;
      }
    }
    round(
        of,
        wanted,
        split,
        (long) least * of.workloads(),
        (long) (least + of.skew()) * of.workloads());
  }

  private static void round(PodClass of, double[] wanted, int[] split, long low, long high) {
    long sum = 0;
    for (int i : of.items()) {
      split[i] = (int) Math.max(low, Math.min(high, Math.round(wanted[i])));
      sum += split[i];
    }
    while (sum != of.total()) {
      int step = sum < of.total() ? 1 : -1;
      int best = -1;
      for (int i : of.items()) {
        boolean can = step > 0 ? split[i] < high : split[i] > low;
        if (can
            && (best < 0 || step * (wanted[i] - split[i]) > step * (wanted[best] - split[best]))) {
          best = i;
        }
      }
      if (best < 0) {
        return;
      }
      split[best] += step;
      sum += step;
    }
  }
}
