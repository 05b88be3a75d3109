package dev.trimtab.place.market;

import dev.trimtab.place.plan.Size;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.OptionalDouble;

/// Tells a price in a unit of its own, such as one per thousand hours among prices per hour, by
/// what machines of its size cost.
public final class PriceUnits {
  // usual prices of a core, a GiB and a GPU for an hour: only their proportions matter here
  private static final double CORE = 0.03;
  private static final double GIB = 0.004;
  private static final double GPU = 1;

  // real machines of one catalog are within a factor of 30 of one another; units differ by 1,000
  private static final double APART = 300;
  private static final int FEWEST = 4;

  private final OptionalDouble median;

  /// A price of an hour of a machine.
  public record Priced(BigDecimal price, Size machine) {
    private boolean counts() {
      return price.signum() > 0 && weight(machine) > 0;
    }

    private double perSize() {
      return price.doubleValue() / weight(machine);
    }
  }

  private PriceUnits(OptionalDouble median) {
    this.median = median;
  }

  /// Learns what is usual; fewer than 4 prices tell nothing.
  public static PriceUnits of(Collection<Priced> prices) {
    var sorted =
        prices.stream().filter(Priced::counts).mapToDouble(Priced::perSize).sorted().toArray();
    return new PriceUnits(
        sorted.length < FEWEST
            ? OptionalDouble.empty()
            : OptionalDouble.of(sorted[sorted.length / 2]));
  }

  /// How many times as dear for its size as most it is.
  public double times(Priced priced) {
    return median.isPresent() && priced.counts() ? priced.perSize() / median.getAsDouble() : 1;
  }

  /// Whether it can only be in a larger unit.
  public boolean isTooDear(Priced priced) {
    return times(priced) > APART;
  }

  /// Whether it can only be in a smaller unit.
  public boolean isTooCheap(Priced priced) {
    return times(priced) < 1 / APART;
  }

  private static double weight(Size machine) {
    return CORE * machine.cores() + GIB * machine.gibi() + GPU * machine.gpuMillis() / 1000.0;
  }
}
