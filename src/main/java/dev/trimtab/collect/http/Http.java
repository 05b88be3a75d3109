package dev.trimtab.collect.http;

import dev.trimtab.model.SourceUnavailable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Sends requests for one source, trying again where that may help: 429, 500, 502, 503, 504 and
/// broken connections. A body that stalls for longer than the timeout breaks with an `IOException`.
///
/// Headers and bodies of requests may hold secrets and never reach a message.
public final class Http implements AutoCloseable {
  private static final Set<Integer> WORTH_RETRYING = Set.of(429, 500, 502, 503, 504);
  private static final int SHOWN_OF_BODY = 300;

  private final String source;
  private final HttpClient client;
  private final Duration timeout;
  private final Retry retry;
  private final Pause pause;
  private final InstantSource clock;
  private final boolean retriesTimeouts;

  /// Builds a client for one source.
  ///
  /// @param source named in every error
  /// @param timeout of one try, until the response's headers are there
  public Http(
      String source,
      HttpClient client,
      Duration timeout,
      Retry retry,
      Pause pause,
      InstantSource clock) {
    this(source, client, timeout, retry, pause, clock, true);
  }

  private Http(
      String source,
      HttpClient client,
      Duration timeout,
      Retry retry,
      Pause pause,
      InstantSource clock,
      boolean retriesTimeouts) {
    this.source = source;
    this.client = client;
    this.timeout = timeout;
    this.retry = retry;
    this.pause = pause;
    this.clock = clock;
    this.retriesTimeouts = retriesTimeouts;
  }

  /// The same, but a request that timed out is not sent again: for questions that a server may find
  /// too heavy, and that are better made smaller than repeated.
  public Http withoutRetryOfTimeouts() {
    return new Http(source, client, timeout, retry, pause, clock, false);
  }

  /// Tries in all that callers should make of what this does not see itself, such as a body that
  /// breaks off.
  public int attempts() {
    return retry.attempts();
  }

  /// Waits as before a further try.
  ///
  /// @param failed tries that have failed, 1 after the first
  /// @throws SourceUnavailable when the thread is interrupted
  public void backOff(int failed) throws SourceUnavailable {
    pauseQuietly(retry.delay(failed, Optional.empty()));
  }

  /// The body of a 2xx answer, to be read and closed by the caller.
  ///
  /// @throws Refused for any other final answer
  /// @throws SourceUnavailable when no try got an answer
  public InputStream send(HttpRequest.Builder request) throws SourceUnavailable {
    return send(request, _ -> {});
  }

  /// The same, for callers to whom a 2xx answer's headers tell something.
  public InputStream send(HttpRequest.Builder request, Consumer<HttpHeaders> headers)
      throws SourceUnavailable {
    var built = request.timeout(timeout).build();
    for (int attempt = 1; ; attempt++) {
      boolean last = attempt >= retry.attempts();
      try {
        var response = client.send(built, BodyHandlers.ofInputStream());
        if (response.statusCode() / 100 == 2) {
          headers.accept(response.headers());
          return new StallGuard(response.body(), timeout);
        }
        var refused = refused(built.uri(), response);
        if (last || !WORTH_RETRYING.contains(response.statusCode())) {
          throw refused;
        }
        pause.pause(retry.delay(attempt, retryAfter(response)));
      } catch (IOException e) {
        if (last || (e instanceof HttpTimeoutException && !retriesTimeouts)) {
          throw new SourceUnavailable(
              "%s: no answer from %s after %d tries (%s). Maybe it is down, or the address is mistyped?"
                  .formatted(source, withoutQuery(built.uri()), attempt, describe(e)),
              e);
        }
        pauseQuietly(retry.delay(attempt, Optional.empty()));
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
    }
  }

  @Override
  public void close() {
    client.close();
  }

  private void pauseQuietly(Duration length) throws SourceUnavailable {
    try {
      pause.pause(length);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private SourceUnavailable interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new SourceUnavailable(source + ": interrupted while it was read", e);
  }

  private Refused refused(URI uri, HttpResponse<InputStream> response) throws IOException {
    try (var body = response.body()) {
      var text = new String(body.readNBytes(8192), StandardCharsets.UTF_8);
      var shown = text.length() > SHOWN_OF_BODY ? text.substring(0, SHOWN_OF_BODY) + "…" : text;
      return new Refused(
          response.statusCode(),
          text,
          "%s: %s answered %d: %s"
              .formatted(source, withoutQuery(uri), response.statusCode(), shown.strip()));
    }
  }

  private Optional<Duration> retryAfter(HttpResponse<?> response) {
    return response.headers().firstValue("Retry-After").flatMap(this::parseRetryAfter);
  }

  private Optional<Duration> parseRetryAfter(String value) {
    try {
      if (value.chars().allMatch(Character::isDigit)) {
        return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
      }
      var until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      var wait = Duration.between(clock.instant(), until);
      return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    } catch (DateTimeParseException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  // the JDK's client tells an unknown host by the class of an exception without a message
  private static String describe(IOException e) {
    for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
        return "unknown host";
      }
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static URI withoutQuery(URI uri) {
    return URI.create(uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath());
  }

  /// The server's final answer was not a 2xx.
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String body;

    Refused(int status, String body, String message) {
      super(message);
      this.status = status;
      this.body = body;
    }

    public int status() {
      return status;
    }

    /// The start of the answer's body, up to 8 KiB.
    public String body() {
      return body;
    }

    public SourceUnavailable unavailable() {
      return new SourceUnavailable(String.valueOf(getMessage()), this);
    }
  }
}
