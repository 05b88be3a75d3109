package dev.trimtab.rightsize.tuned;

/// Sizes one container's CPU window by window, and remembers what came of it.
///
/// Beside the level's own weighting of the past it follows others, and prefers one of them once it
/// would have cost clearly less on this container.
final class CpuTrack {
  private static final double FLOOR = 0.001;
  private static final double LEAST_USE = 0.001;

  /// Days after which an own miss weighs half.
  private static final double TRACK_DAYS = 7;

  /// Judged days before another weighting may win, and by how much it has to.
  private static final double JUDGED_DAYS = 14;

  private static final double CLEARLY = 0.5;

  private final Level level;
  private final Span span;
  private final Past past;
  private final Outlook outlook;
  private final CpuForecast forecast = new CpuForecast();
  private final double[] loss;
  private final double[] wanted;
  private final double forget;
  private int inForce = -1;
  private int chosen;
  private double misses;
  private double judged;
  private double used;
  private double hours;
  private double judgedDays;

  CpuTrack(Outlook outlook, Past past) {
    this.outlook = outlook;
    this.level = outlook.level();
    this.span = outlook.span();
    this.past = past;
    this.loss = new double[outlook.ways()];
    this.wanted = new double[outlook.ways()];
    this.forget = Math.pow(2, -span.days() / TRACK_DAYS);
  }

  /// A request and the share of intervals above it that is expected; NaN where nothing is known.
  record Sized(double request, double expected) {
    static final Sized UNKNOWN = new Sized(Double.NaN, Double.NaN);
  }

  /// Sizes a window from those before it; windows must come in order.
  ///
  /// @param averageUse of the cluster's containers before the window, cores
  Sized size(int window, double averageUse) {
    double own = hours == 0 ? averageUse : used / hours;
    var cost = CpuCost.of(level, Math.max(LEAST_USE, averageUse), Math.max(LEAST_USE, own));
    chosen = choice();
    var sized = Sized.UNKNOWN;
    int following = inForce;
    for (int c = 0; c < wanted.length; c++) {
      wanted[c] = Double.NaN;
      forecast.expect(past, window, outlook.byAge(c), level.near(), level.far());
      if (!forecast.isEmpty()) {
        var choice = forecast.choose(cost, inForce, level.cpuChange() / span.days());
        wanted[c] = Buckets.top(choice.cheapest());
        if (c == chosen) {
          following = choice.kept();
          sized = sized(following, averageUse);
        }
      }
    }
    if (Double.isNaN(sized.request()) && !Double.isNaN(wanted[0])) {
      // the level's own weighting looks back furthest: past a gap it may be the only one that knows
      chosen = 0;
      forecast.expect(past, window, outlook.byAge(0), level.near(), level.far());
      following = forecast.choose(cost, inForce, level.cpuChange() / span.days()).kept();
      sized = sized(following, averageUse);
    }
    inForce = following;
    judge(window, cost, sized);
    return sized;
  }

  private Sized sized(int bucket, double averageUse) {
    double request = Math.max(FLOOR, Buckets.top(bucket) + level.pad() * averageUse);
    return new Sized(request, (forecast.above(request) + misses) / (1 + judged));
  }

  private int choice() {
    int best = 0;
    for (int c = 1; judgedDays >= JUDGED_DAYS && c < loss.length; c++) {
      if (loss[c] < CLEARLY * loss[0] && loss[c] < loss[best]) {
        best = c;
      }
    }
    return best;
  }

  private void judge(int window, CpuCost cost, Sized sized) {
    var use = past.at(window);
    if (use == null || !use.hasCpu()) {
      return;
    }
    used += use.averageCpu() * use.hours();
    hours += use.hours();
    if (Double.isNaN(sized.request())) {
      return;
    }
    misses = misses * forget + use.above(sized.request());
    judged = judged * forget + 1;
    judgedDays += span.days();
    for (int c = 0; c < loss.length; c++) {
      // one that knew nothing is neither better nor worse than the level's own
      double cores = Double.isNaN(wanted[c]) ? wanted[0] : wanted[c];
      loss[c] = loss[c] * forget + cost.of(cores, use.above(cores), use.deficit(cores));
    }
  }

  /// The weighting that the newest request follows.
  Weighting chosen() {
    return outlook.weighting(chosen);
  }

  /// The one that came closest to it.
  Weighting runnerUp() {
    int best = chosen == 0 ? 1 : 0;
    for (int c = 0; c < loss.length; c++) {
      if (c != chosen && loss[c] < loss[best]) {
        best = c;
      }
    }
    return outlook.weighting(best);
  }
}
