package dev.trimtab.rightsize.rule;

import static dev.trimtab.rightsize.rule.Estimator.percentile;

import dev.trimtab.model.usage.ContainerHistory;
import dev.trimtab.units.Cpu;

/// The CPU that was used: a percentile of interval averages, a margin, a floor.
///
/// @param quantile within (0, 1]
/// @param margin share on top
public record MeasuredCpu(double quantile, double margin, Cpu floor) implements SizingRule {
  @Override
  public Sizing apply(ContainerHistory history, Sizing sizing) {
    var used = percentile(quantile).estimate(history.days());
    if (used.isEmpty()) {
      return sizing.noting("No CPU usage is known: the CPU request stays as it is.");
    }
    var need = percentile(quantile).withMargin(margin);
    var least = floor(history);
    var request = Cpu.ofCores(need.atLeast(least.cores()).estimate(history.days()).getAsDouble());
    var measured =
        "the P%s of %d days is %.1fm"
            .formatted(percent(quantile), history.days().size(), used.getAsDouble() * 1000);
    boolean floored = need.estimate(history.days()).getAsDouble() < least.cores();
    return sizing.withCpu(
        request,
        floored
            ? "%s, and less than %s is not advised".formatted(measured, least)
            : "%s, plus %s%%".formatted(measured, percent(margin)));
  }

  /// A request that is below the floor already, and suffices, is no reason to ask for more.
  private Cpu floor(ContainerHistory history) {
    var now = history.current().cpuRequest();
    return now == null || now.millis() == 0 || now.compareTo(floor) > 0 ? floor : now;
  }

  private static String percent(double share) {
    return MeasuredMemory.percent(share);
  }
}
