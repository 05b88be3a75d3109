package dev.trimtab.rightsize.tuned;

/// How many times dearer than a level has it a risk or a change is to be.
///
/// @param cpuOver an interval with CPU use above the request
/// @param cpuMissing a core that is missing in it
/// @param memoryPeak a day with a memory peak above the limit
/// @param change changing a request
public record Weights(double cpuOver, double cpuMissing, double memoryPeak, double change) {
  public static final Weights ONE = new Weights(1, 1, 1, 1);
}
