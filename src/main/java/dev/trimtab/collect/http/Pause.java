package dev.trimtab.collect.http;

import java.time.Duration;

/// Waits; a test's one only writes down for how long.
@FunctionalInterface
public interface Pause {
  Pause REAL = Thread::sleep;

  void pause(Duration length) throws InterruptedException;
}
