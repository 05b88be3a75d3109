package dev.trimtab.pipeline.watch;

import dev.trimtab.model.spend.Incident;
import dev.trimtab.pipeline.watch.SeriesName.Kind;
import java.time.Duration;
import java.util.BitSet;

/// An incident and the series it is in.
///
/// @param steps the stretch that it was found in; its end is now
/// @param lanes what the series is the sum of
public record Found(Followed series, Incident incident, Steps steps, BitSet lanes) {
  /// Hours between the ends of two incidents that may still have one cause.
  private static final Duration NEAR = Duration.ofHours(6);

  /// An incident with less of the excess than this does not explain another.
  private static final double EXPLAINS = 0.5;

  public String name() {
    return series.name();
  }

  Kind kind() {
    return series.kind();
  }

  /// Whether it is no runaway, but a budget's level that is told once a month.
  public boolean isLevel() {
    return isLevel(incident.alert().rule());
  }

  /// Whether a rule raises such.
  public static boolean isLevel(String rule) {
    return BudgetWatch.isLevel(rule);
  }

  /// Whether this, in the more telling series, is why the other was raised: both count some of the
  /// same money, they overlap in time, and at least half of the other's excess is this one's.
  public boolean explains(Found other) {
    return kind().compareTo(other.kind()) < 0
        && overlaps(other)
        && incident.excess() >= EXPLAINS * other.incident.excess()
        && steps.seconds() == other.steps.seconds()
        && lanes.intersects(other.lanes);
  }

  private boolean overlaps(Found other) {
    return !incident.alert().firstAt().isAfter(other.incident.last().plus(NEAR))
        && !other.incident.alert().firstAt().isAfter(incident.last().plus(NEAR));
  }
}
