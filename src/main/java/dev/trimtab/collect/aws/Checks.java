package dev.trimtab.collect.aws;

import dev.trimtab.model.Check;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/// Tries a call for `trimtab doctor`.
final class Checks {
  private Checks() {}

  static Check of(AwsCall call, Supplier<?> attempt) {
    var subject = call.source() + ": " + call.action();
    try {
      var _ = attempt.get();
      return Check.ok(subject, "answered");
    } catch (SdkException e) {
      return Check.failed(
          subject, String.valueOf(call.unavailable(e).getMessage()), call.wayOut(e));
    }
  }
}
