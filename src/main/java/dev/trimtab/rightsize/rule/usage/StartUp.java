package dev.trimtab.rightsize.rule.usage;

import static dev.trimtab.rightsize.amount.Measure.CPU;

import dev.trimtab.model.usage.DailyProfile;
import dev.trimtab.rightsize.rule.Plausible;
import dev.trimtab.rightsize.rule.Sizing;
import dev.trimtab.rightsize.rule.SizingCase;
import dev.trimtab.rightsize.rule.SizingRule;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// A start is not the steady state: what a container uses in its first ten minutes is no reason for
/// a request, but a limit, where there is one, must let it through.
///
/// It counts as a start-up spike where it is above the request and twice the steady peak. What runs
/// to completion has no steady state: its first minutes may be most of its work.
public record StartUp() implements SizingRule {
  private static final double SPIKE = 2;
  private static final double MARGIN = 1.15;

  @Override
  public Sizing apply(SizingCase subject, Sizing sizing) {
    double start = highest(subject.days(), DailyProfile::cpuStart);
    double steady = highest(subject.days(), DailyProfile::cpuSteady);
    long spike = Plausible.cpu(start).millis();
    var proposed = sizing.request(CPU);
    if (subject.runsToCompletion()
        || proposed.isEmpty()
        || !(steady > 0)
        || start < SPIKE * steady
        || spike <= Math.min(proposed.getAsLong(), enough(steady))) {
      return sizing;
    }
    var apart =
        sizing
            .noting(
                "At start-up it uses up to %s, after that no more than %s: the request covers steady use, and a CPU limit, where there is one, stays at %s or more."
                    .formatted(
                        CPU.words(spike),
                        CPU.words(Plausible.cpu(steady).millis()),
                        CPU.words(spike)))
            .figure("cpu_start_cores", start)
            .figure("cpu_steady_cores", steady)
            .with(CPU, sizing.cpu().limitAtLeast(spike));
    return proposed.getAsLong() <= enough(steady)
        ? apart
        : apart.request(
            CPU,
            enough(steady),
            "its steady peak is %s, plus 15%%, start-ups apart"
                .formatted(CPU.words(Plausible.cpu(steady).millis())));
  }

  private static long enough(double steady) {
    return Plausible.cpu(steady * MARGIN).millis();
  }

  private static double highest(List<DailyProfile> days, ToDoubleFunction<DailyProfile> of) {
    return days.stream().mapToDouble(of).filter(Double::isFinite).max().orElse(0);
  }
}
