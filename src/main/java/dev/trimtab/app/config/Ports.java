package dev.trimtab.app.config;

import java.net.URI;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Ports that no server can listen on.
///
/// @param error takes a path and what is wrong there
record Ports(BiConsumer<String, String> error) {
  static final int MOST = 65_535;

  private static final String POSTGRES = "jdbc:postgresql://";
  private static final String USUAL_POSTGRES = "5432 is usual";

  /// Tells an error where a URL's port cannot be.
  void url(String path, URI url) {
    if (url.getPort() == 0 || url.getPort() > MOST) {
      outside(
          path,
          String.valueOf(url.getPort()),
          "leave it out for %s".formatted("https".equals(url.getScheme()) ? 443 : 80));
    }
  }

  /// Tells an error for each port of a JDBC URL, which may name several hosts, that cannot be.
  void jdbc(String path, String url) {
    if (!url.startsWith(POSTGRES)) {
      return;
    }
    for (var host : url.substring(POSTGRES.length()).split("[/?]", 2)[0].split(",", -1)) {
      port(host)
          .filter(port -> !possible(port))
          .ifPresent(port -> outside(path, port, USUAL_POSTGRES));
    }
  }

  private static Optional<String> port(String host) {
    int colon = host.lastIndexOf(':');
    // colons within brackets are an IPv6 address's own
    return colon < 0 || colon < host.lastIndexOf(']')
        ? Optional.empty()
        : Optional.of(host.substring(colon + 1));
  }

  private static boolean possible(String port) {
    return port.matches("\\d{1,5}")
        && Integer.parseInt(port) >= 1
        && Integer.parseInt(port) <= MOST;
  }

  private void outside(String path, String port, String usual) {
    error.accept(
        path,
        "has the port (%s), and ports are 1 to %d. Maybe a digit too many? Else %s"
            .formatted(port, MOST, usual));
  }
}
