package dev.trimtab.rightsize;

import dev.trimtab.rightsize.amount.Measure;
import dev.trimtab.rightsize.rule.Draft;
import dev.trimtab.rightsize.rule.Plausible;

/// A stated risk is of the request that was measured: more than that keeps it as an upper bound,
/// less makes it unknown.
final class StatedRisk {
  static final String CPU = "cpu_exceedance_stated";
  static final String MEMORY = "memory_exceedance_stated";

  private StatedRisk() {}

  static Draft of(Draft draft, Measured measured) {
    var cpu =
        Double.isNaN(measured.cpuCores())
            ? draft
            : stated(
                draft,
                Measure.CPU,
                Plausible.cpu(measured.cpuCores()).millis(),
                measured.cpuRisk(),
                CPU);
    return Double.isNaN(measured.memoryBytes())
        ? cpu
        : stated(
            cpu,
            Measure.MEMORY,
            Plausible.memory(measured.memoryBytes()).bytes(),
            measured.memoryRisk(),
            MEMORY);
  }

  private static Draft stated(Draft draft, Measure measure, long need, double risk, String figure) {
    if (Double.isNaN(risk)) {
      return draft;
    }
    var amount = draft.sizing().of(measure);
    if (amount.request().orElse(0) >= need) {
      return draft.sized(draft.sizing().figure(figure, risk));
    }
    var why = amount.because().isEmpty() ? "the request in force is kept" : amount.because();
    return draft.sized(
        draft
            .sizing()
            .noting(
                "Its %s risk is unknown: it was stated for %s, and %s."
                    .formatted(measure.word(), measure.words(need), why)));
  }
}
