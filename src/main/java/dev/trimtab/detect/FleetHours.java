package dev.trimtab.detect;

import dev.trimtab.detect.series.Memory;
import dev.trimtab.model.spend.SpendPoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// Counts, day by day, how much series spend in an hour, in steps of 10%.
///
/// Counts add up the same in any order. Not safe for several threads; [#joined(FleetHours)] joins
/// those of several.
public final class FleetHours implements Fleet {
  private static final double BASE = Math.log(1.1);
  private static final int BUCKETS = 600;
  private static final int MIDDLE = 300;
  private static final long DAY = 86_400;
  private static final int DAYS_BACK = 7;
  private static final long FEWEST = 24 * 7 * 5;

  private final Map<Long, int[]> days = new TreeMap<>();
  private final Map<Long, Double> medians = new HashMap<>();
  private long since = Long.MAX_VALUE;
  private long lastDay = Long.MIN_VALUE;
  private int[] lastCounts = new int[0];

  /// Counts a point.
  public void see(SpendPoint point) {
    since = Math.min(since, point.start());
    if (point.cost() > 0) {
      double perHour = point.cost() * 3600 / point.seconds();
      int bucket = Math.clamp(Math.round(Math.log(perHour) / BASE) + MIDDLE, 0, BUCKETS - 1);
      of(Math.floorDiv(point.end() - 1, DAY))[bucket]++;
    }
  }

  /// Points come day by day: the day before is the same, nearly always.
  private int[] of(long day) {
    if (day != lastDay) {
      lastCounts = days.computeIfAbsent(day, _ -> new int[BUCKETS]);
      lastDay = day;
    }
    return lastCounts;
  }

  /// What both have counted.
  public FleetHours joined(FleetHours other) {
    var both = new FleetHours();
    both.take(this);
    both.take(other);
    return both;
  }

  /// Counts what another has counted, too.
  public void add(FleetHours other) {
    take(other);
  }

  /// Writes down, or takes back, what was counted.
  public void keep(Memory memory) {
    since = memory.of(since);
    int known = memory.of(days.size());
    var told = new ArrayList<>(days.keySet());
    for (int i = 0; i < known; i++) {
      long day = memory.of(i < told.size() ? told.get(i) : 0L);
      memory.of(days.computeIfAbsent(day, _ -> new int[BUCKETS]));
    }
  }

  private void take(FleetHours other) {
    since = Math.min(since, other.since);
    other.days.forEach((day, counts) -> {
      var own = days.computeIfAbsent(day, _ -> new int[BUCKETS]);
      for (int i = 0; i < BUCKETS; i++) {
        own[i] += counts[i];
      }
    });
  }

  /// Makes what was counted ready to be asked by several threads.
  public Fleet done() {
    medians.clear();
    for (long day : days.keySet()) {
      medians.put(day + 1, median(day + 1));
    }
    return this;
  }

  @Override
  public long since() {
    return since;
  }

  @Override
  public double usualPerHour(long at) {
    return medians.getOrDefault(Math.floorDiv(at, DAY), Double.NaN);
  }

  private double median(long today) {
    var sums = new long[BUCKETS];
    long all = 0;
    for (long day = today - DAYS_BACK; day < today; day++) {
      var counts = days.get(day);
      for (int i = 0; counts != null && i < BUCKETS; i++) {
        sums[i] += counts[i];
        all += counts[i];
      }
    }
    return all < FEWEST ? Double.NaN : Math.exp((half(sums, all) - MIDDLE) * BASE);
  }

  private static int half(long[] counts, long all) {
    long below = 0;
    int bucket = 0;
    while (2 * (below + counts[bucket]) < all) {
      below += counts[bucket++];
    }
    return bucket;
  }
}
