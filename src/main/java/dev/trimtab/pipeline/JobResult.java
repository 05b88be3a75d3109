package dev.trimtab.pipeline;

import dev.trimtab.model.run.Gap;
import java.util.List;

/// What came of a job.
///
/// @param lines for a person: the headline, and where things are
/// @param gaps sources that were down
public record JobResult(List<String> lines, List<Gap> gaps) {
  public JobResult {
    lines = List.copyOf(lines);
    gaps = List.copyOf(gaps);
  }
}
