package dev.trimtab.rightsize.rule;

import static dev.trimtab.rightsize.rule.Estimator.memoryPeak;

import dev.trimtab.model.usage.ContainerHistory;
import dev.trimtab.units.Memory;
import java.math.BigDecimal;
import java.math.RoundingMode;

/// The memory that was used: the highest peak, a margin, a floor.
///
/// @param margin share on top
public record MeasuredMemory(double margin, Memory floor) implements SizingRule {
  @Override
  public Sizing apply(ContainerHistory history, Sizing sizing) {
    var noted = leftOut(history, sizing);
    var peak = memoryPeak().estimate(history.days());
    if (peak.isEmpty()) {
      return noted.noting("No memory usage is known: the memory request stays as it is.");
    }
    var need = memoryPeak().withMargin(margin);
    var least = floor(history);
    var request =
        Plausible.memory(
            need.atLeast((double) least.bytes()).estimate(history.days()).getAsDouble());
    var measured =
        "the peak of %d days is %.1fMi"
            .formatted(history.days().size(), peak.getAsDouble() / (1 << 20));
    boolean floored = need.estimate(history.days()).getAsDouble() < least.bytes();
    return noted.withMemory(
        request,
        floored
            ? "%s, and less than %s is not advised".formatted(measured, least)
            : "%s, plus %s%%".formatted(measured, percent(margin)));
  }

  private static Sizing leftOut(ContainerHistory history, Sizing sizing) {
    long bad =
        history.days().stream()
            .filter(day -> !Double.isNaN(day.memoryPeak()) && !Plausible.bytes(day.memoryPeak()))
            .count();
    return bad == 0
        ? sizing
        : sizing.noting(
            "%d days report memory that no machine has: they are left out.".formatted(bad));
  }

  /// A request that is below the floor already, and suffices, is no reason to ask for more.
  private Memory floor(ContainerHistory history) {
    var now = history.current().memoryRequest();
    return now == null || now.bytes() == 0 || now.compareTo(floor) > 0 ? floor : now;
  }

  /// A share as a percentage without needless digits: 0.95 is `95`, 0.999 is `99.9`.
  static String percent(double share) {
    return BigDecimal.valueOf(share)
        .movePointRight(2)
        .setScale(2, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }
}
