package dev.trimtab.collect.aws;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How one AWS service is reached.
///
/// @param endpoint null for AWS's own
/// @param timeout of one try of one call
/// @param attempts tries in all, at least 1
/// @param firstDelay before the second try; it doubles, with jitter, up to 20 seconds
public record AwsAccess(
    AwsCredentials credentials,
    @Nullable URI endpoint,
    Duration timeout,
    int attempts,
    Duration firstDelay) {
  /// What suits AWS itself.
  public static AwsAccess usual(AwsCredentials credentials, @Nullable URI endpoint) {
    return new AwsAccess(credentials, endpoint, Duration.ofSeconds(30), 6, Duration.ofMillis(500));
  }
}
