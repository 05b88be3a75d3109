package dev.trimtab.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Tells the CPU of pods' first ten minutes apart from that of their steady state, for one
/// container and day.
///
/// When a pod began is known where the cluster's API told its creation. Else a pod whose samples
/// begin in the middle of the day began then, unless the cluster's own samples began with it.
final class StartUps {
  private static final long LENGTH = 600;

  /// A container may be waiting for its image and a node; later than this, its samples are late.
  private static final long LONGEST_WAIT = 3600;

  private final Map<Integer, Long> created;
  private final long dayStart;
  private final List<Guess> guesses = new ArrayList<>(0);
  private double start = Double.NaN;
  private double steady = Double.NaN;
  private long from;
  private boolean guessed;
  private long createdAt;
  private double current = Double.NaN;

  /// A pod that may have begun at its first sample.
  private record Guess(long first, double peak) {}

  /// @param created when pods of the day were made, by instance, Unix seconds
  /// @param dayStart Unix seconds
  StartUps(Map<Integer, Long> created, long dayStart) {
    this.created = created;
    this.dayStart = dayStart;
  }

  /// Another instance's rows follow, the first of which starts at `first`.
  void begin(int instance, long first) {
    close();
    createdAt = created.getOrDefault(instance, Long.MAX_VALUE);
    guessed = createdAt == Long.MAX_VALUE && first > dayStart;
    from = guessed ? first : Long.MAX_VALUE;
  }

  /// Adds an interval's average, cores, which may be NaN.
  void add(long at, int length, double average) {
    if (from == Long.MAX_VALUE && at + length > createdAt && at <= createdAt + LONGEST_WAIT) {
      from = at;
    }
    if (at >= from && at < from + LENGTH) {
      current = ProfileBuilder.max(current, average);
    } else {
      steady = ProfileBuilder.max(steady, average);
    }
  }

  private void close() {
    if (guessed && !Double.isNaN(current)) {
      guesses.add(new Guess(from, current));
    } else {
      start = ProfileBuilder.max(start, current);
    }
    current = Double.NaN;
    guessed = false;
  }

  /// Ends the day.
  ///
  /// @param clusterFirst start of the cluster's first sample of the day, Unix seconds
  void settle(long clusterFirst) {
    close();
    for (var guess : guesses) {
      if (guess.first() >= clusterFirst + LENGTH) {
        start = ProfileBuilder.max(start, guess.peak());
      } else {
        steady = ProfileBuilder.max(steady, guess.peak());
      }
    }
    guesses.clear();
  }

  /// Highest average of a start-up, cores; NaN where no pod began.
  double start() {
    return start;
  }

  /// Highest average outside start-ups, cores.
  double steady() {
    return steady;
  }
}
