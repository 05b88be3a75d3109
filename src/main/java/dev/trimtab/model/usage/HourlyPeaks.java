package dev.trimtab.model.usage;

import java.util.Arrays;

/// The highest CPU interval average and memory peak of each hour of a UTC day; NaN where nothing is
/// known.
public final class HourlyPeaks {
  public static final int HOURS = 24;

  /// A day of which nothing is known.
  public static final HourlyPeaks UNKNOWN = new HourlyPeaks(unknown(), unknown());

  private final float[] cpu;
  private final float[] memory;

  /// @param cpu cores, one for each hour
  /// @param memory bytes, one for each hour
  public HourlyPeaks(float[] cpu, float[] memory) {
    if (cpu.length != HOURS || memory.length != HOURS) {
      throw new IllegalArgumentException(
          "a day has 24 hours, not %d and %d".formatted(cpu.length, memory.length));
    }
    this.cpu = cpu.clone();
    this.memory = memory.clone();
  }

  private static float[] unknown() {
    var hours = new float[HOURS];
    Arrays.fill(hours, Float.NaN);
    return hours;
  }

  /// Cores.
  public double cpu(int hour) {
    return cpu[hour];
  }

  /// Bytes.
  public double memory(int hour) {
    return memory[hour];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HourlyPeaks that
        && Arrays.equals(cpu, that.cpu)
        && Arrays.equals(memory, that.memory);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(cpu) + Arrays.hashCode(memory);
  }
}
