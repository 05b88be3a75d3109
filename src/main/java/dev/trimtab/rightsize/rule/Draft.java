package dev.trimtab.rightsize.rule;

import dev.trimtab.rightsize.amount.Measure;

/// A container that is being sized.
public record Draft(SizingCase subject, Sizing sizing) {
  public Draft sized(Sizing next) {
    return new Draft(subject, next);
  }

  /// What it asks for today.
  public long now(Measure measure) {
    return measure.asked(subject.current()).orElse(0);
  }

  /// What it will ask for: what is pinned, or what its sizing came to so far.
  public long proposed(Measure measure) {
    var pin = subject.treatment().pin(measure);
    return pin.isPresent() ? pin.getAsLong() : sizing.request(measure).orElse(now(measure));
  }

  public boolean isPinned(Measure measure) {
    return subject.treatment().pin(measure).isPresent();
  }
}
