package dev.trimtab.rightsize.rule;

import dev.trimtab.model.usage.ContainerHistory;
import dev.trimtab.model.usage.DailyProfile;

/// What all pods of a workload use together.
public final class PodLoad {
  private static final double PERCENTILE = 0.99;
  private static final double HOURS_PER_DAY = 24;

  private PodLoad() {}

  /// Cores of one container in all its pods: the busiest day's P99 of a pod times the pods that ran
  /// at a time, which is what they need when all are busy at once. An hour a day is above the P95,
  /// so that a nightly batch would not count by that.
  public static double cores(ContainerHistory history) {
    return history.days().stream().mapToDouble(PodLoad::cores).max().orElse(0);
  }

  private static double cores(DailyProfile day) {
    double atATime = Double.isFinite(day.hours()) ? day.hours() / HOURS_PER_DAY : 0;
    return day.cpu().percentile(PERCENTILE) * Math.max(1, atATime);
  }
}
