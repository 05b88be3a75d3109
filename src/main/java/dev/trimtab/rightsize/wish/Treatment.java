package dev.trimtab.rightsize.wish;

import dev.trimtab.rightsize.amount.Measure;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// How one container is to be treated, after all that configuration and annotations say.
///
/// @param cpuPin millicores to ask for, whatever is measured
/// @param memoryPin bytes to ask for, whatever is measured
/// @param cpuFloor millicores, never less is asked for
/// @param memoryFloor bytes, never less is asked for
/// @param percentile of CPU use, in place of the configured one
/// @param notes who said so, and what could not be followed, each a sentence
public record Treatment(
    Risk risk,
    OptionalLong cpuPin,
    OptionalLong memoryPin,
    OptionalLong cpuFloor,
    OptionalLong memoryFloor,
    boolean neverDown,
    boolean excluded,
    OptionalDouble percentile,
    List<String> notes) {
  /// Nobody said anything.
  public static final Treatment DEFAULT =
      new Treatment(
          Risk.BALANCED,
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          false,
          false,
          OptionalDouble.empty(),
          List.of());

  public Treatment {
    notes = List.copyOf(notes);
  }

  public OptionalLong pin(Measure of) {
    return of == Measure.CPU ? cpuPin : memoryPin;
  }

  public OptionalLong floor(Measure of) {
    return of == Measure.CPU ? cpuFloor : memoryFloor;
  }
}
