package dev.trimtab.report.mail;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Where and how mail is handed over.
///
/// @param user empty where the server asks for no login
/// @param password never shown: `toString` leaves it out
/// @param from the sender's address
/// @param caCertificates PEM file of the authorities to trust; null for the system's
/// @param connectTimeout for the connection and the TLS handshake
/// @param readTimeout for each reply
public record SmtpSettings(
    String host,
    int port,
    Tls tls,
    String user,
    String password,
    String from,
    @Nullable Path caCertificates,
    Duration connectTimeout,
    Duration readTimeout) {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration READ = Duration.ofSeconds(30);

  /// How the connection is protected.
  public enum Tls {
    /// In the clear: for a relay on the same machine.
    NONE,
    /// Plain at first, then TLS; refused where the server does not offer it.
    STARTTLS,
    /// TLS from the first byte.
    SMTPS
  }

  /// With the usual timeouts, 10 s to connect and 30 s for a reply, and the system's authorities.
  public static SmtpSettings of(
      String host, int port, Tls tls, String user, String password, String from) {
    return new SmtpSettings(host, port, tls, user, password, from, null, CONNECT, READ);
  }

  /// The same, trusting a company's own authority.
  public SmtpSettings trusting(Path pem) {
    return new SmtpSettings(
        host, port, tls, user, password, from, pem, connectTimeout, readTimeout);
  }

  /// The same with other timeouts.
  public SmtpSettings waiting(Duration connect, Duration read) {
    return new SmtpSettings(host, port, tls, user, password, from, caCertificates, connect, read);
  }

  boolean login() {
    return !user.isEmpty();
  }

  String server() {
    return host + ":" + port;
  }

  @Override
  public String toString() {
    return "SmtpSettings[%s, tls %s, user '%s', from %s]".formatted(server(), tls, user, from);
  }
}
