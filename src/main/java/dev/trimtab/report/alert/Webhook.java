package dev.trimtab.report.alert;

import dev.trimtab.model.spend.DeliveryFailed;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Posts JSON to one address, which is a secret: messages name the webhook and its host only, and
/// carry no cause, whose words are not ours.
///
/// A 429 with a short `Retry-After` is waited out once; after a longer one, or a 503's, nothing is
/// posted until then, nor for a minute after a call without an answer: a dead server shall not hold
/// up the notices that go elsewhere. Redirects are not followed: the secret would go to another
/// server.
public final class Webhook {
  private static final int TOO_MANY = 429;
  private static final int SERVER_ERROR = 500;

  /// An answer by mistake must not silence a channel for good.
  private static final Duration LONGEST_QUIET = Duration.ofHours(1);

  private static final Duration AFTER_SILENCE = Duration.ofMinutes(1);

  private final String name;
  private final WebhookUrl url;
  private final Patience patience;
  private final Pause pause;
  private final InstantSource clock;
  private final HttpClient client;
  private Instant quietUntil = Instant.MIN;
  private String quietSince = "";

  /// Prepares; nothing is sent yet.
  ///
  /// @param name tells it from others; shown in messages
  /// @param url where to post; a user and password in it become a login by HTTP Basic
  /// @throws IllegalArgumentException when the URL is none; the message does not show it
  public Webhook(String name, String url, Patience patience, Pause pause, InstantSource clock) {
    this(name, WebhookUrl.of(name, url), patience, pause, clock);
  }

  private Webhook(
      String name, WebhookUrl url, Patience patience, Pause pause, InstantSource clock) {
    this.name = name;
    this.url = url;
    this.patience = patience;
    this.pause = pause;
    this.clock = clock;
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(patience.connect())
            .build();
  }

  /// With the usual patience.
  public static Webhook of(String name, String url, InstantSource clock) {
    return new Webhook(name, url, Patience.USUAL, Thread::sleep, clock);
  }

  /// The same server and login with a path below the URL's, unless the URL ends in it already.
  Webhook at(String path) {
    return new Webhook(name, url.at(path), patience, pause, clock);
  }

  public String name() {
    return name;
  }

  /// Tries the server without posting.
  WebhookCheck check() {
    return new WebhookCheck(name, url, patience);
  }

  /// Posts, and returns once the server has said 2xx.
  ///
  /// @throws DeliveryFailed when it has not; worth retrying after a 429, a 5xx, or no answer
  synchronized void post(String json) {
    if (clock.instant().isBefore(quietUntil)) {
      throw failed("not called before %s, since %s".formatted(quietUntil, quietSince), true);
    }
    var answer = exchange(json);
    if (answer.status() == TOO_MANY && answer.asksForAtMost(patience.longestPause())) {
      pause(answer.retryAfter());
      answer = exchange(json);
    }
    if (answer.taken()) {
      return;
    }
    var words = "it answered %d%s".formatted(answer.status(), answer.words());
    hush(answer.retryAfter(), words);
    throw failed(words, answer.status() == TOO_MANY || answer.status() >= SERVER_ERROR);
  }

  private WebhookAnswer exchange(String json) {
    var request =
        HttpRequest.newBuilder(url.target())
            .timeout(patience.whole())
            .header("Content-Type", "application/json; charset=utf-8")
            .header("User-Agent", "trimtab")
            .POST(BodyPublishers.ofString(json));
    url.login().ifPresent(login -> request.header("Authorization", login));
    var response = await(client.sendAsync(request.build(), BodyHandlers.ofInputStream()));
    return WebhookAnswer.of(response, url, patience.connect(), clock);
  }

  /// Waits here, and not by the request's timeout alone, which begins anew after the connection.
  private HttpResponse<InputStream> await(Future<HttpResponse<InputStream>> answer) {
    try {
      return answer.get(patience.whole().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      throw silent("no answer within " + patience.whole().toMillis() + " ms");
    } catch (ExecutionException e) {
      throw silent(WebhookAnswer.missing(e.getCause(), patience));
    } catch (InterruptedException _) {
      throw interrupted();
    } finally {
      answer.cancel(true);
    }
  }

  private void pause(Duration length) {
    try {
      pause.pause(length);
    } catch (InterruptedException _) {
      throw interrupted();
    }
  }

  private void hush(Duration length, String since) {
    var bounded = length.compareTo(LONGEST_QUIET) > 0 ? LONGEST_QUIET : length;
    quietUntil = clock.instant().plus(bounded);
    quietSince = since;
  }

  private DeliveryFailed silent(String words) {
    hush(AFTER_SILENCE, "there was " + words);
    return failed(words, true);
  }

  private DeliveryFailed interrupted() {
    Thread.currentThread().interrupt();
    return failed("interrupted while it was called", true);
  }

  private DeliveryFailed failed(String words, boolean worthRetrying) {
    return new DeliveryFailed(
        "%s at %s: %s%s"
            .formatted(
                name,
                url.host(),
                words,
                worthRetrying ? "" : " (is its URL whole, or was the webhook revoked?)"),
        worthRetrying);
  }

  @Override
  public String toString() {
    return "Webhook[%s at %s]".formatted(name, url.host());
  }
}
