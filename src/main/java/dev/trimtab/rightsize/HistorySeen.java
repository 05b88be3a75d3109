package dev.trimtab.rightsize;

import dev.trimtab.model.finding.Finding;
import dev.trimtab.model.usage.ContainerHistory;
import dev.trimtab.model.usage.DailyProfile;
import dev.trimtab.rightsize.rule.SizingCase;
import java.time.Duration;
import java.util.Set;

/// How much time of a container's life its history covers.
final class HistorySeen {
  private static final double HOURS_PER_DAY = 24;
  private static final Set<String> RUN_TO_COMPLETION = Set.of("CronJob", "Job");

  private HistorySeen() {}

  static boolean suffices(ContainerHistory history, Duration needed) {
    var seen = of(history);
    return !seen.isZero() && seen.compareTo(needed) >= 0;
  }

  /// Says when it will be enough.
  static Finding insufficient(SizingCase subject, Duration needed) {
    var history = subject.history();
    var seen = of(history);
    long missing = Math.max(1, Math.ceilDiv(needed.minus(seen).toMinutes(), 24 * 60));
    var what = RUN_TO_COMPLETION.contains(subject.kind()) ? "runs" : "usage";
    return new Finding.InsufficientData(
        history.ref(),
        history.current(),
        seen,
        needed,
        "Only %s of %s seen, %s needed: enough on %s, if it goes on."
            .formatted(
                words(seen), what, words(needed), subject.cluster().asOf().plusDays(missing)));
  }

  /// One pod's worth: ten pods for an hour are an hour, and so are ten pods one after the other.
  ///
  /// What runs to completion rests most of the day, so that a day with a run counts whole.
  static Duration of(ContainerHistory history) {
    boolean runs = RUN_TO_COMPLETION.contains(history.ref().workload().kind());
    double hours = 0;
    for (var day : history.days()) {
      if (day.hours() > 0) {
        hours += runs ? HOURS_PER_DAY : Math.min(HOURS_PER_DAY, perPod(history, day));
      }
    }
    return Duration.ofMinutes(Math.round(hours * 60));
  }

  /// A rollout shows many pods on one day, but no more than its replicas at a time.
  private static double perPod(ContainerHistory history, DailyProfile day) {
    return day.hours() / Math.max(1, Math.min(day.pods(), history.replicas()));
  }

  static String words(Duration duration) {
    return duration.toHours() < 48 ? duration.toHours() + " h" : duration.toDays() + " days";
  }
}
