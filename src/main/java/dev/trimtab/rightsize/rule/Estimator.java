package dev.trimtab.rightsize.rule;

import dev.trimtab.model.usage.DailyProfile;
import java.util.List;
import java.util.OptionalDouble;

/// Says what a container needs of one resource, from its days; policies are composed of these.
///
/// `percentile(0.95).withMargin(0.15)`
@FunctionalInterface
public interface Estimator {
  /// Cores or bytes; empty when the days hold nothing to go by.
  OptionalDouble estimate(List<DailyProfile> days);

  /// A percentile of all CPU interval averages, pods pooled.
  ///
  /// @param quantile within (0, 1]
  static Estimator percentile(double quantile) {
    return new Percentile(quantile);
  }

  /// The highest working set of any pod.
  static Estimator memoryPeak() {
    return new MemoryPeak();
  }

  /// Adds a share on top.
  default Estimator withMargin(double margin) {
    return days -> {
      var value = estimate(days);
      return value.isPresent() ? OptionalDouble.of(value.getAsDouble() * (1 + margin)) : value;
    };
  }
}
