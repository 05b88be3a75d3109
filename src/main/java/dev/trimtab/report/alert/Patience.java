package dev.trimtab.report.alert;

import java.time.Duration;

/// How long a webhook is waited for.
///
/// @param connect for the connection and the TLS handshake
/// @param whole from the first byte to the answer's status
/// @param longestPause a server that asks for a longer one is not tried again in this pass
public record Patience(Duration connect, Duration whole, Duration longestPause) {
  /// 5 s to connect, 10 s for the whole, 10 s between two tries.
  public static final Patience USUAL =
      new Patience(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(10));
}
