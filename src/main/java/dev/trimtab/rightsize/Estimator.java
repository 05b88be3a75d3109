package dev.trimtab.rightsize;

import dev.trimtab.model.usage.DailyProfile;
import java.util.List;
import java.util.OptionalDouble;

/// Says what a container needs of one resource, from its days; policies are composed of these.
@FunctionalInterface
interface Estimator {
  /// Cores or bytes; empty when the days hold nothing to go by.
  OptionalDouble estimate(List<DailyProfile> days);

  /// Adds a share on top.
  default Estimator withMargin(double margin) {
    return map(value -> value * (1 + margin));
  }

  default Estimator atLeast(double floor) {
    return map(value -> Math.max(value, floor));
  }

  private Estimator map(java.util.function.DoubleUnaryOperator change) {
    return days -> {
      var value = estimate(days);
      return value.isPresent()
          ? OptionalDouble.of(change.applyAsDouble(value.getAsDouble()))
          : value;
    };
  }
}
