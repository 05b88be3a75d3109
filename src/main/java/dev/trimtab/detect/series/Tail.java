package dev.trimtab.detect.series;

/// How far a statistic strays on days without incidents, and so how high it has to go to be worth a
/// call: the return level of a Gumbel distribution fitted to its daily maxima, by moments, and not
/// below what it has reached before.
public final class Tail {
  private static final double SLOWEST = 1.0 / 42;
  private static final double DAY_DECAY = Math.pow(0.5, 1.0 / 40);
  private static final double SCALE = Math.sqrt(6) / Math.PI;
  private static final double INCIDENT = 1.3;

  /// Few days say little of how far they stray.
  private static final double UNSURE_DAYS = 6;

  private static final double EULER = 0.5772;

  private final double incident;
  private int days;
  private double mean;
  private double variance;
  private double reached;
  private double today;
  private double askedFor;
  private double answer;

  /// A tail of nothing yet.
  ///
  /// @param caution a factor, 1 as usual, on how much of an incident is taken for no news the next
  ///   time
  public Tail(double caution) {
    incident = INCIDENT * caution;
  }

  /// Sees a value of the day.
  public void see(double value) {
    today = Math.max(today, value);
  }

  /// The day is over.
  ///
  /// @param usual whether no incident was in it; one with an incident counts at most as a little
  ///   more than the threshold: what was no runaway after all is not told again, and a runaway does
  ///   not blind
  public void day(boolean usual, double threshold) {
    double value = usual ? today : Math.min(today, incident * threshold);
    today = 0;
    askedFor = 0;
    days++;
    double weight = Math.max(SLOWEST, 1.0 / days);
    double off = value - mean;
    mean += weight * off;
    variance = (1 - weight) * (variance + weight * off * off);
    reached = Math.max(reached * DAY_DECAY, value);
  }

  /// What is reached once in so many days.
  public double returnLevel(double inDays) {
    if (askedFor != inDays) {
      askedFor = inDays;
      answer = computed(inDays);
    }
    return answer;
  }

  private double computed(double inDays) {
    double unsure = 1 + UNSURE_DAYS / Math.max(days, 3);
    return mean + unsure * SCALE * Math.sqrt(variance) * (Math.log(inDays) - EULER);
  }

  /// The most so far, fading with a half-life of 40 days.
  public double reached() {
    return reached;
  }

  public int days() {
    return days;
  }

  /// Writes down, or takes back, what it knows.
  public void keep(Memory memory) {
    days = memory.of(days);
    mean = memory.of(mean);
    variance = memory.of(variance);
    reached = memory.of(reached);
    today = memory.of(today);
    askedFor = 0;
  }
}
