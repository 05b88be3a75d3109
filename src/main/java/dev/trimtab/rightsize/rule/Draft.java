package dev.trimtab.rightsize.rule;

import dev.trimtab.rightsize.amount.Measure;

/// A container that is being sized.
public record Draft(SizingCase subject, Sizing sizing) {
  public Draft sized(Sizing next) {
    return new Draft(subject, next);
  }

  /// What it asks for today; Kubernetes takes a limit for the request where none is stated.
  public long now(Measure measure) {
    var current = subject.current();
    return measure.request(current).orElse(measure.limit(current).orElse(0));
  }

  /// What it will ask for.
  public long proposed(Measure measure) {
    return sizing.request(measure).orElse(now(measure));
  }

  public boolean isPinned(Measure measure) {
    return subject.treatment().pin(measure).isPresent();
  }
}
