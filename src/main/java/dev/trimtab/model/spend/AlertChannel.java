package dev.trimtab.model.spend;

import dev.trimtab.model.Check;
import java.util.Optional;

/// A way to tell people of an incident.
public interface AlertChannel {
  /// Stable and unique among the configured ones, such as `mail/ops@example.com` or `slack`:
  /// deliveries are remembered by it. Holds no secret.
  String name();

  /// Sends one notice, and returns once the other side has taken it. Waits a bounded time.
  ///
  /// @throws DeliveryFailed when it is not certain that the other side has taken it
  void send(AlertNotice notice);

  /// Tries whether it would work, without telling anybody anything. Nothing where somebody else
  /// tries it, as for mail.
  default Optional<Check> check() {
    return Optional.empty();
  }
}
