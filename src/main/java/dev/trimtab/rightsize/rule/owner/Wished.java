package dev.trimtab.rightsize.rule.owner;

import dev.trimtab.rightsize.rule.Sizing;
import dev.trimtab.rightsize.rule.SizingCase;
import dev.trimtab.rightsize.rule.SizingRule;

/// Says what the configuration and annotations had to say.
public record Wished() implements SizingRule {
  @Override
  public Sizing apply(SizingCase subject, Sizing sizing) {
    var result = sizing;
    for (var note : subject.treatment().notes()) {
      result = result.noting(note);
    }
    return result;
  }
}
