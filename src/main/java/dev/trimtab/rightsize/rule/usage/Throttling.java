package dev.trimtab.rightsize.rule.usage;

import static dev.trimtab.rightsize.amount.Measure.CPU;

import dev.trimtab.model.usage.DailyProfile;
import dev.trimtab.rightsize.rule.Percent;
import dev.trimtab.rightsize.rule.Sizing;
import dev.trimtab.rightsize.rule.SizingCase;
import dev.trimtab.rightsize.rule.SizingRule;
import dev.trimtab.units.Cpu;

/// A container that was throttled wanted more CPU than it was seen to use: its request goes up by
/// the throttled share, and never down.
///
/// One bad interval is a start-up, so a day counts from a quarter of its periods on, and a single
/// such day is only noted.
public record Throttling() implements SizingRule {
  private static final double SHARE = 0.25;
  private static final int DAYS = 2;

  @Override
  public Sizing apply(SizingCase subject, Sizing sizing) {
    var shares =
        subject.days().stream()
            .mapToDouble(DailyProfile::throttled)
            .filter(share -> share > SHARE)
            .map(share -> Math.min(1, share))
            .sorted()
            .toArray();
    if (shares.length == 0) {
      return sizing;
    }
    var seen =
        "throttled in up to %s%% of periods on %d of %d days"
            .formatted(Percent.of(shares[shares.length - 1]), shares.length, subject.days().size());
    var noted = sizing.noting("Its CPU was %s.".formatted(seen));
    var proposed = sizing.request(CPU);
    return shares.length < DAYS || proposed.isEmpty()
        ? noted
        : raise(subject, noted, proposed.getAsLong(), shares[shares.length / 2], seen);
  }

  private static Sizing raise(
      SizingCase subject, Sizing sizing, long proposed, double share, String seen) {
    var limit = subject.current().cpuLimit();
    long now = CPU.asked(subject.current()).orElse(0);
    long wanted = Cpu.millis(proposed).times(1 + share).millis();
    var noted =
        limit == null
            ? sizing
            : sizing.noting("Its CPU limit of %s hides what it wanted.".formatted(limit));
    return now > 0 && now >= wanted
        ? noted.request(CPU, now, "%s, so not lowered".formatted(seen))
        : noted.request(
            CPU,
            wanted,
            "%s, and %s%% for being %s".formatted(sizing.cpu().because(), Percent.of(share), seen));
  }
}
