package dev.trimtab.rightsize.rule.owner;

import dev.trimtab.rightsize.amount.Measure;
import dev.trimtab.rightsize.rule.Sizing;
import dev.trimtab.rightsize.rule.SizingCase;
import dev.trimtab.rightsize.rule.SizingRule;

/// Some may only grow, by their owner's word.
public record NeverDown() implements SizingRule {
  @Override
  public Sizing apply(SizingCase subject, Sizing sizing) {
    var result = sizing;
    for (var measure : Measure.values()) {
      long now = measure.asked(subject.current()).orElse(0);
      long proposed = sizing.request(measure).orElse(now);
      if (subject.treatment().neverDown() && proposed < now) {
        result =
            result
                .request(measure, now, "not to be lowered, by its owner's word")
                .noting(
                    "%s would do with a %s request of %s, but its requests are not to go down."
                        .formatted("It", measure.word(), measure.words(proposed)));
      }
    }
    return result;
  }
}
