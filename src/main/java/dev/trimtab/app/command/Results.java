package dev.trimtab.app.command;

import dev.trimtab.pipeline.JobResult;

/// Prints what came of a job.
final class Results {
  private Results() {}

  /// Prints the lines of a result, its gaps last.
  ///
  /// @return the exit code
  static int finish(Session session, JobResult result) {
    result.lines().forEach(session::say);
    for (var gap : result.gaps()) {
      var through =
          gap.completeThrough() == null ? "never read" : "data as of " + gap.completeThrough();
      session.say("GAP  %s: %s. %s".formatted(gap.source(), through, gap.message()));
    }
    return result.gaps().isEmpty() ? Exit.DONE : Exit.GAPS;
  }
}
