package dev.trimtab.rightsize.rule.usage;

import dev.trimtab.rightsize.rule.Sizing;
import dev.trimtab.rightsize.rule.SizingCase;
import dev.trimtab.rightsize.rule.SizingRule;
import java.time.temporal.ChronoUnit;

/// Says where the history is not in one piece.
public record Gaps() implements SizingRule {
  private static final int LONG_DAYS = 3;

  @Override
  public Sizing apply(SizingCase subject, Sizing sizing) {
    var days = subject.days();
    var result = sizing;
    if (!subject.formerName().isEmpty()) {
      result =
          result.noting(
              "It was called %s before: that container's days count as its own."
                  .formatted(subject.formerName()));
    }
    if (subject.runsToCompletion()) {
      long runs = days.stream().filter(day -> day.hours() > 0).count();
      return result
          .noting(
              "It runs to completion: %d days had a run, and the memory peak is over all runs; what it does not use in between counts for nothing."
                  .formatted(runs))
          .figure("days_with_runs", (double) runs);
    }
    for (int i = 1; i < days.size(); i++) {
      long missing = ChronoUnit.DAYS.between(days.get(i - 1).day(), days.get(i).day()) - 1;
      if (missing >= LONG_DAYS) {
        result =
            result.noting(
                "Nothing was seen of it for %d days before %s: what is older counts as well."
                    .formatted(missing, days.get(i).day()));
      }
    }
    return result;
  }
}
