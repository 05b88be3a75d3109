package dev.trimtab.rightsize.rule;

import dev.trimtab.model.usage.DailyProfile;
import java.util.List;
import java.util.OptionalDouble;

/// A memory estimator: the highest working set of any pod in the whole history, however long ago.
record MemoryPeak() implements Estimator {
  @Override
  public OptionalDouble estimate(List<DailyProfile> days) {
    return days.stream().mapToDouble(DailyProfile::memoryPeak).filter(Plausible::bytes).max();
  }
}
