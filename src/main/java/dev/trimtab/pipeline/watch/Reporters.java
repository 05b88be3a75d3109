package dev.trimtab.pipeline.watch;

import dev.trimtab.store.SpendSheets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/// Which steps of a stretch each source has told of.
final class Reporters {
  /// Data that come later than this after their hour was read come too late for a whole day's
  /// silence to be doubted.
  private static final Duration LATE = Duration.ofHours(6);

  private final Steps steps;
  private final Map<String, Reporter> bySource = new TreeMap<>();

  private Reporters(Steps steps) {
    this.steps = steps;
  }

  /// @param read how far each source has been read
  static Reporters of(Steps steps, Collection<SpendSheets.Step> told, Map<String, Instant> read) {
    var reporters = new Reporters(steps);
    for (var each : told) {
      int step = steps.of(each.start());
      if (each.seconds() == steps.seconds() && step >= 0 && step < steps.count()) {
        reporters.bySource.computeIfAbsent(each.source(), _ -> new Reporter(steps)).tells(step);
      }
    }
    reporters.bySource.forEach((source, reporter) -> {
      var through = read.get(source);
      if (through != null) {
        reporter.settle(steps.of(through.minus(LATE).getEpochSecond()));
      }
    });
    return reporters;
  }

  /// Whether nothing that a source would tell of a step is missing.
  boolean told(String source, long at) {
    var reporter = bySource.get(source);
    return reporter == null || reporter.told(steps.of(at));
  }

  /// A figure that differs where what is known before an instant differs.
  long digest(long before) {
    long digest = 1;
    for (var entry : bySource.entrySet()) {
      long own = entry.getValue().digest(steps.of(before));
      if (own != 0) { // one that begins later says nothing of before
        digest = 31 * digest + entry.getKey().hashCode();
        digest = 0x9E37_79B9_7F4A_7C15L * digest + own;
      }
    }
    return digest;
  }
}
