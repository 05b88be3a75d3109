package dev.trimtab.app.command;

import dev.trimtab.collect.files.OfferingRow;
import java.util.List;
import java.util.Optional;

/// Finds a price in a unit of its own, such as one per thousand hours among prices per hour.
final class PriceUnits {
  // usual prices of a core, a GiB and a GPU for an hour: only their proportions matter here
  private static final double CORE = 0.03;
  private static final double GIB = 0.004;
  private static final double GPU = 1;

  // real machines of one catalog are within a factor of 30 of one another; units differ by 1,000
  private static final double APART = 300;
  private static final int FEWEST = 4;

  private PriceUnits() {}

  /// What is wrong, in words; nothing where all prices go together.
  static Optional<String> strange(List<OfferingRow> offerings) {
    var priced = offerings.stream().filter(o -> o.price().signum() > 0 && size(o) > 0).toList();
    if (priced.size() < FEWEST) {
      return Optional.empty();
    }
    double median =
        priced.stream().mapToDouble(PriceUnits::perSize).sorted().toArray()[priced.size() / 2];
    return priced.stream()
        .filter(o -> perSize(o) > APART * median)
        .findFirst()
        .map(o ->
            "line %d: %s/%s/%s at %s an hour is %,.0f times as dear for its size as most. Maybe the price is in another unit?"
                .formatted(
                    o.line(),
                    o.instanceType(),
                    o.zone(),
                    o.capacityType().label(),
                    o.price().toPlainString(),
                    perSize(o) / median));
  }

  private static double perSize(OfferingRow offering) {
    return offering.price().doubleValue() / size(offering);
  }

  private static double size(OfferingRow o) {
    return CORE * o.vcpu().doubleValue()
        + GIB * o.memory().doubleValue() / (1L << 30)
        + GPU * o.gpus().doubleValue();
  }
}
