package dev.trimtab.collect.aws.facts;

import dev.trimtab.model.FactSink;
import dev.trimtab.model.Problem;
import java.util.LinkedHashMap;
import java.util.Map;

/// Tells the first 20 problems of each reason one by one and the rest as a number: one broken list
/// must not fill the report.
public final class ProblemTally {
  private static final int SHOWN_PER_REASON = 20;

  private final String source;
  private final FactSink sink;
  private final Map<String, Integer> counts = new LinkedHashMap<>();

  public ProblemTally(String source, FactSink sink) {
    this.source = source;
    this.sink = sink;
  }

  public String source() {
    return source;
  }

  public void add(String subject, String reason, String message) {
    if (counts.merge(reason, 1, Integer::sum) <= SHOWN_PER_REASON) {
      sink.problem(new Problem(source, subject, reason, message));
    }
  }

  /// Says how many there were of each reason that was too frequent to show, and starts afresh.
  public void flush() {
    counts.forEach((reason, count) -> {
      if (count > SHOWN_PER_REASON) {
        sink.problem(
            new Problem(source, source, reason, count + " in all; the first ones are shown"));
      }
    });
    counts.clear();
  }
}
