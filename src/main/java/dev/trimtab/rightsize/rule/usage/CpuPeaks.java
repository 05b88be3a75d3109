package dev.trimtab.rightsize.rule.usage;

import static dev.trimtab.rightsize.amount.Measure.CPU;

import dev.trimtab.model.usage.DailyProfile;
import dev.trimtab.rightsize.rule.Plausible;
import dev.trimtab.rightsize.rule.Sizing;
import dev.trimtab.rightsize.rule.SizingCase;
import dev.trimtab.rightsize.rule.SizingRule;

/// Averages over minutes hide bursts of seconds. A request is a share of a busy node, and averages
/// tell it; a limit is a ceiling at every moment, so it does not go below the highest peak seen
/// within an interval, nor above where it is for its sake.
public record CpuPeaks() implements SizingRule {
  @Override
  public Sizing apply(SizingCase subject, Sizing sizing) {
    var limit = CPU.limit(subject.current());
    double seen =
        subject.days().stream()
            .mapToDouble(DailyProfile::cpuPeak)
            .filter(Double::isFinite)
            .max()
            .orElse(0);
    var proposed = sizing.request(CPU);
    if (limit.isEmpty() || proposed.isEmpty()) {
      return sizing;
    }
    long peak = Math.min(limit.getAsLong(), Plausible.cpu(seen).millis());
    return peak <= proposed.getAsLong()
        ? sizing
        : sizing
            .noting(
                "For moments it used up to %s: a CPU limit below that would throttle it."
                    .formatted(CPU.words(peak)))
            .with(CPU, sizing.cpu().limitAtLeast(peak));
  }
}
