package dev.trimtab.model;

import java.time.Instant;
import java.util.Map;

/// Where a source puts what it found.
public interface FactSink {
  /// Saves a fact; when this returns it is committed.
  void accept(Fact fact);

  /// One input that could not be used; the run goes on.
  void problem(Problem problem);

  /// What the source has handed over as [Fact.Names] of a kind, on this night and earlier ones;
  /// empty where nothing is kept.
  default Map<String, String> known(String kind) {
    return Map.of();
  }

  /// Everything before this instant has been handed over: the source's watermark.
  void completeThrough(Instant instant);
}
