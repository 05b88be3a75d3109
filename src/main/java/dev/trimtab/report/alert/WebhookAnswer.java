package dev.trimtab.report.alert;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// What a server said to a post.
///
/// @param retryAfter what it asks to wait; zero where it does not ask
/// @param words of the start of its body, after a colon, without the secret; empty where it took it
record WebhookAnswer(int status, Duration retryAfter, String words) {
  private static final int SHOWN = 120;

  /// Reads what may be shown of an answer. The body of a 2xx is not waited for: the message has
  /// been taken, and a stalled body must not make it go out twice.
  static WebhookAnswer of(
      HttpResponse<InputStream> response, WebhookUrl url, Duration longest, InstantSource clock) {
    int status = response.statusCode();
    var body = response.body();
    var words = success(status) ? "" : words(body, url, longest);
    closeQuietly(body);
    var wait =
        response
            .headers()
            .firstValue("Retry-After")
            .map(value -> wait(value, clock))
            .orElse(Duration.ZERO);
    return new WebhookAnswer(status, wait, words);
  }

  boolean taken() {
    return success(status);
  }

  /// Whether it asks for a pause, and one no longer than that.
  boolean asksForAtMost(Duration longest) {
    return retryAfter.isPositive() && retryAfter.compareTo(longest) <= 0;
  }

  /// Why there was no answer, in our own words: those of the JDK might show the address.
  static String missing(@Nullable Throwable thrown, Patience patience) {
    for (var cause = thrown; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case HttpConnectTimeoutException _ -> {
          return "no connection within " + patience.connect().toMillis() + " ms";
        }
        case HttpTimeoutException _ -> {
          return "no answer within " + patience.whole().toMillis() + " ms";
        }
        case UnresolvedAddressException _ -> {
          return "no such host";
        }
        case UnknownHostException _ -> {
          return "no such host";
        }
        case SSLException _ -> {
          return "no TLS: its certificate is not trusted, or the port does not speak it";
        }
        default -> {
          // the cause of the cause may be one of those
        }
      }
    }
    return thrown instanceof ConnectException
        ? "no connection: refused"
        : "no answer: the connection broke off";
  }

  private static boolean success(int status) {
    return status / 100 == 2;
  }

  private static Duration wait(String value, InstantSource clock) {
    try {
      if (!value.isEmpty() && value.chars().allMatch(Character::isDigit)) {
        return Duration.ofSeconds(Long.parseLong(value));
      }
      var until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      var wait = Duration.between(clock.instant(), until);
      return wait.isNegative() ? Duration.ZERO : wait;
    } catch (DateTimeParseException | NumberFormatException _) {
      return Duration.ZERO;
    }
  }

  private static String words(InputStream body, WebhookUrl url, Duration longest) {
    var text =
        CompletableFuture.supplyAsync(() -> start(body), task -> Thread.ofVirtual().start(task))
            .completeOnTimeout("", longest.toMillis(), TimeUnit.MILLISECONDS)
            .join();
    var shown = Lines.fit(Lines.clean(url.redact(text)), SHOWN);
    return shown.isEmpty() ? "" : ": " + shown;
  }

  private static String start(InputStream body) {
    try {
      return new String(body.readNBytes(1024), StandardCharsets.UTF_8);
    } catch (IOException _) {
      return "";
    }
  }

  private static void closeQuietly(InputStream body) {
    try {
      body.close();
    } catch (IOException _) {
      // the status has been read, and is all that counts
    }
  }
}
