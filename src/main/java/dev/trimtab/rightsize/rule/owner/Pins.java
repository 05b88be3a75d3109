package dev.trimtab.rightsize.rule.owner;

import dev.trimtab.rightsize.amount.Measure;
import dev.trimtab.rightsize.rule.Sizing;
import dev.trimtab.rightsize.rule.SizingCase;
import dev.trimtab.rightsize.rule.SizingRule;

/// What the owner has set is asked for, whatever was measured.
public record Pins() implements SizingRule {
  @Override
  public Sizing apply(SizingCase subject, Sizing sizing) {
    var result = sizing;
    for (var measure : Measure.values()) {
      var pin = subject.treatment().pin(measure);
      if (pin.isPresent()) {
        long amount = pin.getAsLong();
        var measured = sizing.request(measure);
        result =
            result
                .request(measure, amount, "pinned by its owner")
                .noting(
                    measured.isPresent()
                        ? "Its %s request is pinned to %s; by its use it would be %s."
                            .formatted(
                                measure.word(),
                                measure.words(amount),
                                measure.words(measured.getAsLong()))
                        : "Its %s request is pinned to %s."
                            .formatted(measure.word(), measure.words(amount)));
      }
    }
    return result;
  }
}
