package dev.trimtab.pipeline.watch;

import java.time.Duration;
import java.util.Arrays;

/// Who reports usage, and of which steps it has told.
///
/// A step with usage of anybody is told, and who has none in it spent nothing: a true zero. A step
/// without any is late, or lost on the way, and says nothing; but once a reporter has been silent
/// for a day that was read in full, it has nothing to tell, and those steps are zeros, too. So a
/// key that falls silent, even the only one of its provider, is seen to have stopped, and neither
/// an outage nor late data are taken for that.
final class Reporter {
  private static final Duration SILENCE = Duration.ofHours(24);

  private final Steps steps;
  private final boolean[] told;
  private int first = Integer.MAX_VALUE;

  Reporter(Steps steps) {
    this.steps = steps;
    told = new boolean[steps.count()];
  }

  void tells(int step) {
    told[step] = true;
    first = Math.min(first, step);
  }

  /// Takes long silences for zeros.
  ///
  /// @param through steps before this have been read
  void settle(int through) {
    int shortest = steps.count(SILENCE);
    int silent = first;
    for (int step = first; step <= Math.min(through, told.length); step++) {
      if (step == Math.min(through, told.length) || told[step]) {
        if (step - silent >= shortest) {
          Arrays.fill(told, silent, step, true);
        }
        silent = step + 1;
      }
    }
  }

  /// Whether nothing of a step is missing. Before it told of anything, there was nothing to tell.
  boolean told(int step) {
    return step < first || told[step];
  }

  /// A figure that differs where what is known of the steps before one differs; 0 where it has told
  /// of none of them.
  long digest(int before) {
    long digest = 0;
    for (int step = Math.min(first, before); step < before; step++) {
      digest = 1_000_003 * digest + (told[step] ? step + 2 : 1);
    }
    return digest;
  }
}
