package dev.trimtab.report.alert;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A webhook's address. It is a password: whoever knows it may post.
final class WebhookUrl {
  private final URI target;
  private final @Nullable String user;

  private WebhookUrl(URI target, @Nullable String user) {
    this.target = target;
    this.user = user;
  }

  /// Reads an address.
  ///
  /// @throws IllegalArgumentException when it is no http or https address; without a cause, since
  ///   the JDK's words repeat the address
  static WebhookUrl of(String name, String url) {
    try {
      var uri = new URI(url.strip());
      var scheme = String.valueOf(uri.getScheme());
      if (uri.getHost() != null && (scheme.equals("https") || scheme.equals("http"))) {
        var plain = new URI(scheme, null, uri.getHost(), uri.getPort(), null, null, null);
        var rest = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        return new WebhookUrl(new URI(plain + rest), uri.getUserInfo());
      }
    } catch (URISyntaxException _) {
      // told below
    }
    throw new IllegalArgumentException(
        "the URL of %s is no http or https address. Maybe a variable is not set, or a part was lost on the way? It is a secret and not shown."
            .formatted(name));
  }

  /// The same with a path below its own, unless it ends in that already; without a query.
  WebhookUrl at(String path) {
    var own = target.getRawPath();
    var base = own.endsWith("/") ? own.substring(0, own.length() - 1) : own;
    return new WebhookUrl(target.resolve(base.endsWith(path) ? base : base + path), user);
  }

  URI target() {
    return target;
  }

  /// Host and port: no secret.
  String host() {
    return target.getRawAuthority();
  }

  /// The header of a login, where the address held one.
  Optional<String> login() {
    return Optional.ofNullable(user)
        .map(login ->
            "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
  }

  /// A server's words without any part of the secret, should it repeat it.
  String redact(String text) {
    var safe = text;
    for (var secret : secrets().toList()) {
      safe = safe.replace(secret, "…");
    }
    return safe;
  }

  /// Longest first, so that nothing is left of a part.
  private Stream<String> secrets() {
    return Stream.of(
            Stream.of(target.toString(), target.getRawPath(), target.getRawQuery(), user),
            Stream.of(target.getRawPath().split("/", -1)))
        .flatMap(parts -> parts)
        .filter(part -> part != null && part.length() >= SECRET_LENGTH)
        .sorted((a, b) -> Integer.compare(b.length(), a.length()));
  }

  /// Shorter parts, such as `api`, are words.
  private static final int SECRET_LENGTH = 6;

  @Override
  public String toString() {
    return "WebhookUrl[" + host() + "]";
  }
}
