package dev.trimtab.rightsize.rule;

import static dev.trimtab.rightsize.rule.Estimator.memoryPeak;

import dev.trimtab.model.usage.ContainerHistory;
import dev.trimtab.model.usage.DailyProfile;
import java.util.List;

/// A container that was killed for memory wanted more than it was seen to use: at least 1.2 times
/// its peak or its limit, whichever is larger (the factor of VPA).
///
/// Kills stay in the history after somebody has raised the limit. A kill that is older than two
/// days, at a peak that today's limit exceeds 1.2 times, is taken to be of a lower limit: the
/// request is not lowered, but not raised every night again either.
public record OomKills() implements SizingRule {
  private static final double FACTOR = 1.2;
  private static final int RECENT_DAYS = 2;

  @Override
  public Sizing apply(ContainerHistory history, Sizing sizing) {
    var killed = history.days().stream().filter(day -> day.oomKills() > 0).toList();
    if (killed.isEmpty()) {
      return sizing;
    }
    long kills = killed.stream().mapToLong(DailyProfile::oomKills).sum();
    var times = kills == 1 ? "once" : kills + " times";
    return outlived(history, killed) ? hold(history, sizing, times) : raise(history, sizing, times);
  }

  private static boolean outlived(ContainerHistory history, List<DailyProfile> killed) {
    var limit = history.current().memoryLimit();
    var newest = history.days().getLast().day();
    boolean recent = killed.getLast().day().isAfter(newest.minusDays(RECENT_DAYS));
    double peak = memoryPeak().estimate(killed).orElse(Double.POSITIVE_INFINITY);
    return limit != null && !recent && peak * FACTOR <= limit.bytes();
  }

  private static Sizing raise(ContainerHistory history, Sizing sizing, String times) {
    var limit = history.current().memoryLimit();
    double peak = memoryPeak().estimate(history.days()).orElse(0);
    double hit = Math.max(peak, limit == null ? 0 : (double) limit.bytes());
    var least = Plausible.memory(hit * FACTOR);
    var what = limit != null && limit.bytes() >= peak ? "limit of " + limit : "peak";
    var noted =
        sizing.noting(
            "It was killed %s for memory: what it used hides what it wanted.".formatted(times));
    var proposed = sizing.memory();
    return least.bytes() == 0 || (proposed != null && proposed.compareTo(least) >= 0)
        ? noted
        : noted.withMemory(
            least, "killed %s for memory, so 1.2 times its %s".formatted(times, what));
  }

  private static Sizing hold(ContainerHistory history, Sizing sizing, String times) {
    var noted =
        sizing.noting(
            "It was killed %s for memory before its limit was %s: the request is not lowered."
                .formatted(times, history.current().memoryLimit()));
    var now = history.current().memoryRequest();
    var proposed = sizing.memory();
    boolean lower = now != null && proposed != null && proposed.compareTo(now) < 0;
    return lower ? noted.withMemory(now, "killed for memory, so not lowered") : noted;
  }
}
