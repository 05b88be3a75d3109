package dev.trimtab.rightsize.rule;

import dev.trimtab.model.usage.ContainerHistory;
import dev.trimtab.model.usage.DailyProfile;
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
  public Sizing apply(ContainerHistory history, Sizing sizing) {
    var shares =
        history.days().stream()
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
            .formatted(
                MeasuredMemory.percent(shares[shares.length - 1]),
                shares.length,
                history.days().size());
    var noted = sizing.noting("Its CPU was %s.".formatted(seen));
    var proposed = sizing.cpu();
    return shares.length < DAYS || proposed == null
        ? noted
        : raise(history, noted, proposed, shares[shares.length / 2], seen);
  }

  private static Sizing raise(
      ContainerHistory history, Sizing sizing, Cpu proposed, double share, String seen) {
    var limit = history.current().cpuLimit();
    var now = history.current().cpuRequest();
    var wanted = proposed.times(1 + share);
    var noted =
        limit == null
            ? sizing
            : sizing.noting("Its CPU limit of %s hides what it wanted.".formatted(limit));
    return now != null && now.compareTo(wanted) >= 0
        ? noted.withCpu(now, "%s, so not lowered".formatted(seen))
        : noted.withCpu(
            wanted,
            "%s, and %s%% for being %s"
                .formatted(sizing.cpuBecause(), MeasuredMemory.percent(share), seen));
  }
}
