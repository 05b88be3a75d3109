package dev.trimtab.model.run;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One execution of a job.
///
/// @param job `nightly`, `collect`, …
/// @param asOf the instant that the run looks back from
/// @param finishedAt null while it runs, and for ever if it was killed
public record Run(
    long id,
    String job,
    Instant asOf,
    Instant startedAt,
    @Nullable Instant finishedAt,
    Status status) {
  public enum Status {
    RUNNING,
    DONE,
    GAPS,
    FAILED,
    /// Killed: a later run found it unfinished and without its lock.
    ABANDONED
  }
}
