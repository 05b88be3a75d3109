package dev.trimtab.rightsize.rule;

import dev.trimtab.units.Cpu;
import dev.trimtab.units.Memory;

/// Tells measurements from nonsense: NaN is unknown, and nothing is negative or larger than any
/// machine.
public final class Plausible {
  /// One pebibyte: forty times the largest machine that can be rented.
  private static final long MOST_BYTES = 1L << 50;

  private static final double MOST_CORES = 100_000;

  private Plausible() {}

  /// Whether a working set may be true.
  public static boolean bytes(double bytes) {
    return bytes >= 0 && bytes <= MOST_BYTES;
  }

  /// Rounds up to a millicore, and cuts what no machine has.
  public static Cpu cpu(double cores) {
    return Cpu.ofCores(Math.max(0, Math.min(cores, MOST_CORES)));
  }

  /// Rounds up to a mebibyte, and cuts what no machine has.
  public static Memory memory(double bytes) {
    var most = Math.min(Math.ceil(bytes), (double) MOST_BYTES);
    return Memory.bytes((long) Math.max(0, most)).roundUpToMebi();
  }
}
