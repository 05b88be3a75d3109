package dev.trimtab.collect.aws;

import dev.trimtab.model.Check;
import dev.trimtab.model.SourceUnavailable;
import java.util.function.Supplier;

/// Tries a call for `trimtab doctor`.
final class Checks {
  private Checks() {}

  static Check of(AwsCall call, Supplier<?> attempt) {
    var subject = call.source() + ": " + call.action();
    try {
      var _ = call.run(attempt);
      return Check.ok(subject, "answered");
    } catch (SourceUnavailable e) {
      return Check.failed(
          subject,
          String.valueOf(e.getMessage()),
          "Allow the action " + call.action() + " and make the endpoint reachable");
    }
  }
}
