package dev.trimtab.report.alert;

import dev.trimtab.model.Check;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// Tries a webhook's server without posting anything, for `trimtab doctor`. Shows the host only:
/// the rest of the address is a secret.
final class WebhookCheck {
  private static final int HTTPS = 443;
  private static final int HTTP = 80;
  private static final int FINE = 200;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  private final String subject;
  private final WebhookUrl url;
  private final Patience patience;

  WebhookCheck(String name, WebhookUrl url, Patience patience) {
    this.subject = "alerts: %s at %s".formatted(name, url.host());
    this.url = url;
    this.patience = patience;
  }

  /// Looks its host up, connects, and greets by TLS where the address says https.
  Check connects() {
    var failure = new IOException("no address");
    try {
      for (var address : InetAddress.getAllByName(url.target().getHost())) {
        try {
          return connects(address);
        } catch (IOException e) {
          failure = e;
        }
      }
    } catch (UnknownHostException _) {
      return unknownHost();
    }
    return failed(failure);
  }

  private Check connects(InetAddress address) throws IOException {
    boolean secure = url.target().getScheme().equals("https");
    int named = url.target().getPort();
    int port = named >= 0 ? named : secure ? HTTPS : HTTP;
    int millis = Math.toIntExact(patience.connect().toMillis());
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), millis);
      socket.setSoTimeout(millis);
      if (secure) {
        greet(socket, url.target().getHost(), port);
      }
      return Check.ok(
          subject,
          (secure ? "connected, its certificate is trusted" : "connected")
              + "; nothing was posted");
    }
  }

  private static void greet(Socket plain, String host, int port) throws IOException {
    var factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    try (var socket = (SSLSocket) factory.createSocket(plain, host, port, true)) {
      var parameters = new SSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.startHandshake();
    } catch (SocketTimeoutException e) {
      // it took the connection and says nothing: it waits for something other than a handshake
      throw new SSLException("no handshake", e);
    }
  }

  /// Asks the server whether it is ready, by a path in the place of the one that is posted to.
  Check answers(String posted, String asked) {
    var path = url.target().getRawPath();
    var own = path.endsWith(posted) ? path.substring(0, path.length() - posted.length()) : path;
    var client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(patience.connect())
            .build();
    try (client) {
      var request = HttpRequest.newBuilder(target(own + asked)).timeout(patience.whole()).GET();
      url.login().ifPresent(login -> request.header("Authorization", login));
      return judged(client.send(request.build(), BodyHandlers.discarding()).statusCode(), asked);
    } catch (IOException e) {
      return failed(e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Check.failed(subject, "interrupted while it was asked", "Try again");
    }
  }

  private URI target(String path) {
    return url.target().resolve(path);
  }

  private Check judged(int status, String asked) {
    return switch (status) {
      case FINE -> Check.ok(subject, "ready; no alert was posted");
      case UNAUTHORIZED, FORBIDDEN ->
          Check.failed(
              subject,
              "it answered %d to GET %s".formatted(status, asked),
              "Give a user and password in the URL: https://user:${PASSWORD}@host");
      case NOT_FOUND ->
          Check.failed(
              subject,
              "it answered 404 to GET " + asked,
              "Give the Alertmanager's root, with its --web.route-prefix where it has one: http://alertmanager:9093");
      default ->
          Check.failed(
              subject,
              "it answered %d to GET %s".formatted(status, asked),
              "See the Alertmanager's log: it is up, and says that it is not ready");
    };
  }

  private Check unknownHost() {
    return Check.failed(
        subject,
        "its host is not known",
        "Mend the host in the URL, or let this machine look it up (DNS)");
  }

  private Check failed(IOException e) {
    for (Throwable at = e; at != null; at = at.getCause()) {
      if (at instanceof UnknownHostException || at instanceof UnresolvedAddressException) {
        return unknownHost();
      }
    }
    return switch (e) {
      case SSLException tls ->
          Check.failed(
              subject,
              "TLS failed: " + url.redact(String.valueOf(tls.getMessage())),
              "Let Java trust its certificate (-Djavax.net.ssl.trustStore=…), or mend the scheme: is it http?");
      case SocketTimeoutException _, HttpTimeoutException _ ->
          Check.failed(
              subject,
              "no answer within %d s".formatted(patience.connect().toSeconds()),
              "Open the way: a firewall or network policy lets nothing out to it");
      default ->
          Check.failed(
              subject,
              "nobody answers",
              "Mend host and port in the URL; where they are right, start the server or open the way to it");
    };
  }
}
