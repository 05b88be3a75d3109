package dev.trimtab.model;

import java.time.Instant;

/// Where a source puts what it found.
public interface FactSink {
  /// Saves a fact; when this returns it is committed.
  void accept(Fact fact);

  /// One input that could not be used; the run goes on.
  void problem(Problem problem);

  /// Everything before this instant has been handed over: the source's watermark.
  void completeThrough(Instant instant);
}
