package dev.trimtab.collect.llm;

import dev.trimtab.collect.http.Http;
import dev.trimtab.collect.http.Pause;
import dev.trimtab.collect.http.Retry;
import dev.trimtab.model.SourceUnavailable;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// GET requests for JSON pages. A body that breaks off is asked for again.
final class JsonApi {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final int MOST_PAGES = 10_000;

  private final String source;
  private final URI root;
  private final Http http;
  private final UnaryOperator<HttpRequest.Builder> login;
  private final String keyHint;
  private final Pause pause;

  /// Prepares the calls of one source.
  ///
  /// @param login adds the headers that authenticate
  /// @param keyHint what kind of key is wanted, for whoever is refused
  JsonApi(
      String source,
      URI root,
      Http http,
      UnaryOperator<HttpRequest.Builder> login,
      String keyHint,
      Pause pause) {
    this.source = source;
    this.root = root;
    this.http = http;
    this.login = login;
    this.keyHint = keyHint;
    this.pause = pause;
  }

  /// Takes one page.
  @FunctionalInterface
  interface PageHandler {
    void page(JsonNode page) throws SourceUnavailable;
  }

  /// Reads page after page until `has_more` is false.
  ///
  /// @throws SourceUnavailable when the pages go round in a circle, or never end
  void pages(String path, List<Map.Entry<String, String>> query, PageHandler handler)
      throws SourceUnavailable {
    var seen = new HashSet<String>();
    var next = "";
    for (int i = 0; i < MOST_PAGES; i++) {
      var page = get(path, query, next);
      handle(path, page, handler);
      var token = page.path("next_page").asString("");
      if (!page.path("has_more").asBoolean(false)) {
        return;
      }
      if (token.isEmpty()) {
        throw new SourceUnavailable(
            "%s: %s has more pages and does not name the next one: what it has is not whole"
                .formatted(source, path));
      }
      if (!seen.add(token)) {
        throw new SourceUnavailable(
            "%s: %s named the page \"%s\" twice: its pages go round in a circle. Nothing of this window was kept"
                .formatted(source, path, token));
      }
      next = token;
    }
    throw new SourceUnavailable(
        "%s: %s has more than %d pages: given up".formatted(source, path, MOST_PAGES));
  }

  private void handle(String path, JsonNode page, PageHandler handler) throws SourceUnavailable {
    try {
      handler.page(page);
    } catch (DateTimeException | IllegalArgumentException | JacksonException e) {
      throw new SourceUnavailable(
          "%s: %s sent a page that is not as documented: %s. Maybe the API has changed?"
              .formatted(source, path, e.getMessage()),
          e);
    }
  }

  private JsonNode get(String path, List<Map.Entry<String, String>> query, String page)
      throws SourceUnavailable {
    var all =
        query.stream()
            .map(e -> encode(e.getKey()) + "=" + encode(e.getValue()))
            .collect(Collectors.joining("&"));
    var uri =
        URI.create(
            root.toString().replaceAll("/$", "")
                + path
                + "?"
                + all
                + (page.isEmpty() ? "" : "&page=" + encode(page)));
    for (int attempt = 1; ; attempt++) {
      try (var body = http.send(login.apply(HttpRequest.newBuilder(uri)).GET())) {
        return JSON.readTree(body);
      } catch (Http.Refused e) {
        throw refused(e);
      } catch (IOException | JacksonException e) {
        if (attempt >= Retry.USUAL.attempts()) {
          throw new SourceUnavailable(
              "%s: %s sent no whole JSON in %d tries: %s"
                  .formatted(source, path, attempt, e.getMessage()),
              e);
        }
        waitFor(Retry.USUAL.delay(attempt, java.util.Optional.empty()));
      }
    }
  }

  private SourceUnavailable refused(Http.Refused e) {
    return e.status() == 401 || e.status() == 403
        ? new SourceUnavailable(
            "%s: the key was refused (%d). Usage APIs want %s: set adminKey of this entry of llm.providers"
                .formatted(source, e.status(), keyHint),
            e)
        : e.unavailable();
  }

  private void waitFor(Duration length) throws SourceUnavailable {
    try {
      pause.pause(length);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SourceUnavailable(source + ": interrupted while it was read", e);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
