package dev.trimtab.rightsize;

import dev.trimtab.rightsize.amount.Measure;
import dev.trimtab.rightsize.rule.Plausible;
import dev.trimtab.rightsize.rule.Sizing;
import java.util.List;
import java.util.Map;

/// Where a sizing starts: at what was measured.
final class Start {
  static final Measured NOTHING =
      new Measured(Double.NaN, Double.NaN, Double.NaN, Double.NaN, "", "", Map.of(), List.of());

  private Start() {}

  static Sizing of(Measured measured) {
    var sizing = Sizing.UNKNOWN;
    for (var note : measured.notes()) {
      sizing = sizing.noting(note);
    }
    sizing =
        Double.isNaN(measured.cpuCores())
            ? sizing.noting("No CPU usage is known: the CPU request stays as it is.")
            : sizing.request(
                Measure.CPU, Plausible.cpu(measured.cpuCores()).millis(), measured.cpuBecause());
    return Double.isNaN(measured.memoryBytes())
        ? sizing.noting("No memory usage is known: the memory request stays as it is.")
        : sizing.request(
            Measure.MEMORY,
            Plausible.memory(measured.memoryBytes()).bytes(),
            measured.memoryBecause());
  }
}
