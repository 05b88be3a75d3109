package dev.trimtab.place.plan;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// What a pod asks for, or what a node has for pods.
///
/// Requests come as decimals, and a thousand tiny pods share a node: CPU is kept to a millionth of
/// a core, GPUs to a thousandth.
///
/// @param cpuMicros millionths of a core
/// @param memoryBytes bytes
/// @param gpuMillis thousandths of a GPU
public record Size(long cpuMicros, long memoryBytes, long gpuMillis) {
  public static final Size ZERO = new Size(0, 0, 0);

  /// Rounded half up.
  ///
  /// @throws ArithmeticException when a figure is beyond a long
  public static Size of(BigDecimal cores, BigDecimal bytes, BigDecimal gpus) {
    return new Size(scaled(cores, 6), scaled(bytes, 0), scaled(gpus, 3));
  }

  private static long scaled(BigDecimal value, int places) {
    return value.movePointRight(places).setScale(0, RoundingMode.HALF_UP).longValueExact();
  }

  public double cores() {
    return cpuMicros / 1e6;
  }

  public double gibi() {
    return memoryBytes / (double) (1L << 30);
  }

  public Size plus(Size other) {
    return new Size(
        Math.addExact(cpuMicros, other.cpuMicros),
        Math.addExact(memoryBytes, other.memoryBytes),
        Math.addExact(gpuMillis, other.gpuMillis));
  }

  /// May be negative.
  public Size minus(Size other) {
    return new Size(
        cpuMicros - other.cpuMicros, memoryBytes - other.memoryBytes, gpuMillis - other.gpuMillis);
  }

  public Size times(long count) {
    return new Size(
        Math.multiplyExact(cpuMicros, count),
        Math.multiplyExact(memoryBytes, count),
        Math.multiplyExact(gpuMillis, count));
  }

  public boolean fitsIn(Size room) {
    return cpuMicros <= room.cpuMicros
        && memoryBytes <= room.memoryBytes
        && gpuMillis <= room.gpuMillis;
  }
}
