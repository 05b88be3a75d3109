package dev.trimtab.rightsize.tuned;

import org.jspecify.annotations.Nullable;

/// What a fleet had taught before each window.
public final class Learned {
  private final Span span;
  private final double[] averageUse;
  private final double[] averagePeak;
  private final @Nullable PeakClasses[] classes;

  Learned(Span span, double[] averageUse, double[] averagePeak, @Nullable PeakClasses[] classes) {
    this.span = span;
    this.averageUse = averageUse;
    this.averagePeak = averagePeak;
    this.classes = classes;
  }

  Span span() {
    return span;
  }

  /// The average container's CPU use, cores; 0 before anything was seen.
  double averageUse(int window) {
    return averageUse[window];
  }

  /// The average container's memory peak, bytes; 0 before anything was seen.
  double averagePeak(int window) {
    return averagePeak[window];
  }

  @Nullable PeakClasses classes(int window) {
    return classes[window];
  }
}
