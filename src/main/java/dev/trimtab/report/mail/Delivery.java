package dev.trimtab.report.mail;

/// What became of an attempt to hand over a mail.
public sealed interface Delivery {
  /// The server took it.
  ///
  /// @param reply the server's words, often with its queue id
  record Sent(String reply) implements Delivery {}

  /// The server will not take this mail (5xx): another attempt would end the same way.
  record Refused(String message) implements Delivery {}

  /// It was not handed over, and may be on another day: no connection, a failed login, or a 4xx.
  record Unreachable(String message) implements Delivery {}

  /// The whole mail was handed over, but the server's answer never came: it may have been delivered
  /// or not. A repeat has the same Message-ID, by which mail servers and programs tell a duplicate.
  record InDoubt(String message) implements Delivery {}
}
