package dev.trimtab.rightsize.rule;

import dev.trimtab.model.usage.DailyProfile;
import dev.trimtab.model.usage.Histogram;
import java.util.List;
import java.util.OptionalDouble;

/// A CPU estimator: a percentile of all interval averages of the history, pods pooled.
record Percentile(double quantile) implements Estimator {
  @Override
  public OptionalDouble estimate(List<DailyProfile> days) {
    var all = new Histogram();
    days.forEach(day -> all.addAll(day.cpu()));
    return all.total() == 0 ? OptionalDouble.empty() : OptionalDouble.of(all.percentile(quantile));
  }
}
