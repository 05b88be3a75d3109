package dev.trimtab.rightsize;

import dev.trimtab.model.cluster.Resources;
import dev.trimtab.model.finding.AutoscalerChange;
import dev.trimtab.model.finding.Finding;
import dev.trimtab.rightsize.amount.Measure;
import dev.trimtab.rightsize.rule.Draft;
import dev.trimtab.units.Cpu;
import dev.trimtab.units.Memory;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What came of a container's sizing, as a finding.
///
/// @param draft after all rules
record Outcome(RightsizeSettings settings, Draft draft, Measured measured) {
  Finding finding(@Nullable AutoscalerChange autoscaler) {
    var history = draft.subject().history();
    if (draft.sizing().isUnknown()) {
      return new Finding.InsufficientData(
          history.ref(),
          history.current(),
          HistorySeen.of(history),
          settings.minHistory(),
          "Neither its CPU nor its memory usage is known on any day.");
    }
    var stated = StatedRisk.of(draft, measured);
    var current = history.current();
    var proposed = proposed(current);
    var evidence = EvidenceOf.history(history, measured, stated.sizing());
    if (!changes(Measure.CPU) && !changes(Measure.MEMORY)) {
      return new Finding.Keep(
          history.ref(),
          current,
          evidence,
          Words.keep(draft, measured, settings.changeThreshold()));
    }
    var change = follows(autoscaler);
    return new Finding.Resize(
        history.ref(),
        history.role(),
        current,
        proposed,
        history.replicas(),
        change,
        evidence,
        Words.resize(draft, measured, proposed, change));
  }

  /// An autoscaler's target goes along with what it watches.
  private @Nullable AutoscalerChange follows(@Nullable AutoscalerChange autoscaler) {
    return autoscaler == null
            || (watches(autoscaler.cpu()) && changes(Measure.CPU))
            || (watches(autoscaler.memory()) && changes(Measure.MEMORY))
        ? autoscaler
        : null;
  }

  /// Whether a target is a share of this container's request, among others or alone.
  private boolean watches(AutoscalerChange.@Nullable Target target) {
    return target != null
        && (target.container() == null
            || target.container().equals(draft.subject().history().ref().container()));
  }

  /// A limit that only follows is no reason for a rollout, nor is a request that says what a limit
  /// says already; a limit that is too low is.
  private boolean changes(Measure measure) {
    var current = draft.subject().current();
    var amount = draft.sizing().of(measure);
    var limit = measure.limit(current);
    return (amount.request().isPresent() && !amount.request().equals(measure.asked(current)))
        || (limit.isPresent()
            && limit.getAsLong() < amount.leastLimit()
            && amount.limit().orElse(0) > limit.getAsLong());
  }

  private Resources proposed(Resources current) {
    var cpu = draft.sizing().cpu();
    var memory = draft.sizing().memory();
    return new Resources(
        cpu.request().isPresent() ? cpu(cpu.request()) : current.cpuRequest(),
        cpu(cpu.limit()),
        memory.request().isPresent() ? memory(memory.request()) : current.memoryRequest(),
        memory(memory.limit()),
        current.gpus());
  }

  private static @Nullable Cpu cpu(OptionalLong millis) {
    return millis.isPresent() ? Cpu.millis(millis.getAsLong()) : null;
  }

  private static @Nullable Memory memory(OptionalLong bytes) {
    return bytes.isPresent() ? Memory.bytes(bytes.getAsLong()) : null;
  }
}
