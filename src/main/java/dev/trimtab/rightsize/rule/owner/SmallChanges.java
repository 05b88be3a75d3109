package dev.trimtab.rightsize.rule.owner;

import dev.trimtab.rightsize.amount.Measure;
import dev.trimtab.rightsize.rule.Sizing;
import dev.trimtab.rightsize.rule.SizingCase;
import dev.trimtab.rightsize.rule.SizingRule;

/// A small change is not worth a rollout: the request stays.
///
/// @param threshold relative to the request in force
public record SmallChanges(double threshold) implements SizingRule {
  @Override
  public Sizing apply(SizingCase subject, Sizing sizing) {
    var result = sizing;
    for (var measure : Measure.values()) {
      long now = measure.asked(subject.current()).orElse(0);
      long proposed = sizing.request(measure).orElse(0);
      if (now > 0 && proposed != now && Math.abs((double) proposed - now) <= threshold * now) {
        result = result.request(measure, now, "");
      }
    }
    return result;
  }
}
