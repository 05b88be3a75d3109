package dev.trimtab.collect.http;

import java.time.Duration;
import java.util.Optional;

/// How often a request is tried and how long is waited in between.
///
/// @param attempts tries in all, at least 1
/// @param firstDelay before the second try; it doubles with each further one
/// @param longestDelay no wait is longer, a server's Retry-After included
public record Retry(int attempts, Duration firstDelay, Duration longestDelay) {
  public static final Retry USUAL = new Retry(5, Duration.ofMillis(500), Duration.ofSeconds(60));

  /// The wait after a failed try.
  ///
  /// @param failed how many tries have failed, 1 after the first
  /// @param retryAfter what the server asked for, if anything
  public Duration delay(int failed, Optional<Duration> retryAfter) {
    var doubled = firstDelay.multipliedBy(1L << Math.min(failed - 1, 20));
    var wanted = retryAfter.orElse(doubled);
    return wanted.compareTo(longestDelay) > 0 ? longestDelay : wanted;
  }
}
