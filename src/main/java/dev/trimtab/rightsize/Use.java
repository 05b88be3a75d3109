package dev.trimtab.rightsize;

import static dev.trimtab.rightsize.rule.Estimator.memoryPeak;

import dev.trimtab.model.cluster.Resources;
import dev.trimtab.model.usage.DailyProfile;
import dev.trimtab.rightsize.amount.Measure;
import dev.trimtab.rightsize.rule.Draft;
import dev.trimtab.rightsize.rule.Plausible;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The most that was measured beside what is asked for: the fact that advice rests on, in words.
final class Use {
  private Use() {}

  /// Of the resources that are to change; nothing where no use of them is known.
  static Optional<String> of(Draft draft, Resources proposed) {
    var current = draft.subject().current();
    var parts = new ArrayList<String>();
    for (var measure : Measure.values()) {
      if (!measure.asked(current).equals(measure.asked(proposed))
          || !measure.limit(current).equals(measure.limit(proposed))) {
        peak(draft.subject().days(), measure)
            .ifPresent(peak -> parts.add(words(measure, peak, current)));
      }
    }
    int days = draft.subject().days().size();
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Uses at most %s %s"
                .formatted(
                    String.join(" and ", parts),
                    days == 1 ? "on 1 day" : "over " + days + " days"));
  }

  /// Millicores or bytes.
  private static OptionalLong peak(List<DailyProfile> days, Measure measure) {
    if (measure == Measure.MEMORY) {
      var bytes = memoryPeak().estimate(days);
      return bytes.isEmpty()
          ? OptionalLong.empty()
          : OptionalLong.of(Plausible.memory(bytes.getAsDouble()).bytes());
    }
    return days.stream()
        .mapToDouble(DailyProfile::cpuPeak)
        .filter(Double::isFinite)
        .mapToLong(cores -> Plausible.cpu(cores).millis())
        .max();
  }

  private static String words(Measure measure, long peak, Resources current) {
    var asked = measure.asked(current);
    var used = measure.words(peak);
    if (asked.isEmpty()) {
      return "%s %s (none requested)".formatted(used, measure.word());
    }
    var now = measure.words(asked.getAsLong());
    return peak <= asked.getAsLong()
        ? "%s of %s %s".formatted(used, now, measure.word())
        : "%s %s (%s requested)".formatted(used, measure.word(), now);
  }
}
