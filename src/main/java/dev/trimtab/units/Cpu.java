package dev.trimtab.units;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// An amount of CPU that somebody decided on: a request, a limit, a capacity, in millicores.
///
/// Measured use is finer than a millicore and stays in decimal cores; see
/// `docs/decisions/measured-cpu-is-in-cores.md`.
///
/// @param millis millicores, zero or more
public record Cpu(long millis) implements Comparable<Cpu> {
  public static final Cpu ZERO = new Cpu(0);

  public Cpu {
    if (millis < 0) {
      throw new IllegalArgumentException("CPU must not be negative: " + millis + "m");
    }
  }

  public static Cpu millis(long millis) {
    return new Cpu(millis);
  }

  /// Rounds up to the next millicore, so that what was measured still fits.
  public static Cpu ofCores(double cores) {
    return new Cpu(
        BigDecimal.valueOf(cores)
            .movePointRight(3)
            .setScale(0, RoundingMode.CEILING)
            .longValueExact());
  }

  public double cores() {
    return millis / 1000.0;
  }

  public Cpu plus(Cpu other) {
    return new Cpu(Math.addExact(millis, other.millis));
  }

  /// Rounds up to the next millicore.
  public Cpu times(double factor) {
    return ofCores(cores() * factor);
  }

  public Cpu atLeast(Cpu floor) {
    return compareTo(floor) >= 0 ? this : floor;
  }

  @Override
  public int compareTo(Cpu other) {
    return Long.compare(millis, other.millis);
  }

  /// The Kubernetes quantity, such as `250m`.
  @Override
  public String toString() {
    return millis + "m";
  }
}
