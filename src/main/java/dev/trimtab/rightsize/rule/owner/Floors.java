package dev.trimtab.rightsize.rule.owner;

import dev.trimtab.rightsize.amount.Measure;
import dev.trimtab.rightsize.rule.Sizing;
import dev.trimtab.rightsize.rule.SizingCase;
import dev.trimtab.rightsize.rule.SizingRule;
import dev.trimtab.units.Cpu;
import dev.trimtab.units.Memory;

/// Small containers: less than a floor is not advised.
///
/// A request that is below the general floor already, and suffices, is no reason to ask for more; a
/// floor that was given for this very container always holds.
public record Floors(Cpu cpu, Memory memory) implements SizingRule {
  @Override
  public Sizing apply(SizingCase subject, Sizing sizing) {
    var result = sizing;
    for (var measure : Measure.values()) {
      var proposed = sizing.request(measure);
      if (proposed.isEmpty()) {
        continue;
      }
      var own = subject.treatment().floor(measure);
      long floor = least(measure, subject);
      if (proposed.getAsLong() < floor) {
        result =
            result.request(
                measure,
                floor,
                "%s, and less than %s is not %s"
                    .formatted(
                        sizing.of(measure).because(),
                        measure.words(floor),
                        own.orElse(0) == floor ? "wanted for it" : "advised"));
      }
    }
    return result;
  }

  /// What is advised at least, millicores or bytes.
  public long least(Measure measure, SizingCase subject) {
    return Math.max(subject.treatment().floor(measure).orElse(0), general(measure, subject));
  }

  private long general(Measure measure, SizingCase subject) {
    long floor = measure == Measure.CPU ? cpu.millis() : memory.bytes();
    long now = measure.asked(subject.current()).orElse(0);
    return now == 0 || now > floor ? floor : now;
  }
}
