package dev.trimtab.report.alert;

import java.time.Duration;

/// Waits, so that a test need not.
@FunctionalInterface
public interface Pause {
  /// Waits that long.
  void pause(Duration length) throws InterruptedException;
}
