package dev.trimtab.rightsize.rule.usage;

import static dev.trimtab.rightsize.amount.Measure.MEMORY;
import static dev.trimtab.rightsize.rule.Estimator.memoryPeak;

import dev.trimtab.model.usage.DailyProfile;
import dev.trimtab.rightsize.rule.Plausible;
import dev.trimtab.rightsize.rule.Sizing;
import dev.trimtab.rightsize.rule.SizingCase;
import dev.trimtab.rightsize.rule.SizingRule;
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
  public Sizing apply(SizingCase subject, Sizing sizing) {
    var killed = subject.days().stream().filter(day -> day.oomKills() > 0).toList();
    if (killed.isEmpty()) {
      return sizing;
    }
    long kills = killed.stream().mapToLong(DailyProfile::oomKills).sum();
    var times = kills == 1 ? "once" : kills + " times";
    return outlived(subject, killed) ? hold(subject, sizing, times) : raise(subject, sizing, times);
  }

  private static boolean outlived(SizingCase subject, List<DailyProfile> killed) {
    var limit = subject.current().memoryLimit();
    var newest = subject.days().getLast().day();
    boolean recent = killed.getLast().day().isAfter(newest.minusDays(RECENT_DAYS));
    double peak = memoryPeak().estimate(killed).orElse(Double.POSITIVE_INFINITY);
    return limit != null && !recent && peak * FACTOR <= limit.bytes();
  }

  private static Sizing raise(SizingCase subject, Sizing sizing, String times) {
    var limit = subject.current().memoryLimit();
    double peak = memoryPeak().estimate(subject.days()).orElse(0);
    double hit = Math.max(peak, limit == null ? 0 : (double) limit.bytes());
    long least = Plausible.memory(hit * FACTOR).bytes();
    var what = limit != null && limit.bytes() >= peak ? "limit of " + limit : "peak";
    var noted =
        sizing.noting(
            "It was killed %s for memory: what it used hides what it wanted.".formatted(times));
    return least == 0 || sizing.request(MEMORY).orElse(0) >= least
        ? noted
        : noted.request(
            MEMORY, least, "killed %s for memory, so 1.2 times its %s".formatted(times, what));
  }

  private static Sizing hold(SizingCase subject, Sizing sizing, String times) {
    var noted =
        sizing.noting(
            "It was killed %s for memory before its limit was %s: the request is not lowered."
                .formatted(times, subject.current().memoryLimit()));
    long now = MEMORY.asked(subject.current()).orElse(0);
    return sizing.request(MEMORY).orElse(now) < now
        ? noted.request(MEMORY, now, "killed for memory, so not lowered")
        : noted;
  }
}
