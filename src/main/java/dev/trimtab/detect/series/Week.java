package dev.trimtab.detect.series;

/// The shape of a series' week, about 1 on average: each hour of the week leans on the same hour of
/// all working days or weekend days until it has been seen a few times.
final class Week {
  /// One batch must not become a habit at once.
  private static final double MOST = 6;

  private static final double SLOWEST = 0.25;
  private static final double SLOWEST_OF_DAY = 0.08;
  private static final double LEAN_ON_FLAT = 2;
  private static final double LEAN_ON_WORKDAY = 2;
  private static final double LEAN_ON_DAY = 2;

  private final int perDay;
  private final float[] slots;
  private final byte[] seen;
  private final float[] ofDay;
  private final byte[] daySeen;

  Week(Grid grid) {
    perDay = grid.perDay();
    slots = new float[grid.perWeek()];
    seen = new byte[grid.perWeek()];
    ofDay = new float[2 * perDay];
    daySeen = new byte[2 * perDay];
  }

  /// What a step takes beside an average one.
  double shape(int slot) {
    int hour = slot % perDay;
    double usual = lean(ofDay[hour], daySeen[hour], LEAN_ON_FLAT, 1);
    if (Grid.isWeekend(slot, perDay)) {
      usual = lean(ofDay[perDay + hour], daySeen[perDay + hour], LEAN_ON_WORKDAY, usual);
    }
    return lean(slots[slot], seen[slot], LEAN_ON_DAY, usual);
  }

  private static double lean(double own, int times, double weight, double other) {
    return (times * own + weight * other) / (times + weight);
  }

  void learn(int slot, double ratio) {
    double value = Math.min(ratio, MOST);
    slots[slot] = (float) moved(slots[slot], seen[slot], SLOWEST, value);
    seen[slot] = more(seen[slot]);
    int hour = slot % perDay + (Grid.isWeekend(slot, perDay) ? perDay : 0);
    ofDay[hour] = (float) moved(ofDay[hour], daySeen[hour], SLOWEST_OF_DAY, value);
    daySeen[hour] = more(daySeen[hour]);
  }

  private static double moved(double from, int times, double slowest, double to) {
    return from + Math.max(slowest, 1.0 / (times + 1)) * (to - from);
  }

  private static byte more(byte times) {
    return (byte) Math.min(100, times + 1);
  }

  void keep(Memory memory) {
    memory.of(slots);
    memory.of(seen);
    memory.of(ofDay);
    memory.of(daySeen);
  }
}
