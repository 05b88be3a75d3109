package dev.trimtab.collect.llm.api;

import dev.trimtab.collect.http.Http;
import dev.trimtab.collect.http.Pause;
import dev.trimtab.collect.http.Retry;
import dev.trimtab.model.SourceUnavailable;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// GET requests for JSON, one at a time. A body that breaks off is asked for again.
public final class JsonApi {
  /// Reads amounts exactly.
  public static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  /// More than any report has: 2,000 pages of 168 hours are 38 years.
  static final int MOST_PAGES = 2_000;

  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final int FORBIDDEN = 403;

  private final String source;
  private final URI root;
  private final Http http;
  private final Login login;
  private final Pause pause;
  private volatile HttpHeaders told = HttpHeaders.of(Map.of(), (_, _) -> true);

  /// Prepares the calls of one source.
  ///
  /// @param source named in every error
  /// @param root what paths are appended to
  public JsonApi(String source, URI root, Http http, Login login, Pause pause) {
    this.source = source;
    this.root = root;
    this.http = http;
    this.login = login;
    this.pause = pause;
  }

  /// Takes one page.
  @FunctionalInterface
  public interface PageHandler {
    void page(JsonNode page) throws SourceUnavailable;
  }

  /// Reads page after page.
  ///
  /// @throws SourceUnavailable when the pages go round in a circle, or never end
  public void pages(
      String path, List<Map.Entry<String, String>> query, Paging paging, PageHandler handler)
      throws SourceUnavailable {
    try {
      read(path, query, paging, handler);
    } catch (Http.Refused e) {
      throw refused(e);
    }
  }

  /// The same, where an API may not offer the path at all.
  ///
  /// @return false when the first page is not found
  public boolean pagesIfOffered(
      String path, List<Map.Entry<String, String>> query, Paging paging, PageHandler handler)
      throws SourceUnavailable {
    return pagesUnless(NOT_FOUND, path, query, paging, handler);
  }

  /// The same, where an API may not understand what it is asked for.
  ///
  /// @return false when the first page is refused as a bad request
  public boolean pagesIfUnderstood(
      String path, List<Map.Entry<String, String>> query, Paging paging, PageHandler handler)
      throws SourceUnavailable {
    return pagesUnless(BAD_REQUEST, path, query, paging, handler);
  }

  private boolean pagesUnless(
      int status,
      String path,
      List<Map.Entry<String, String>> query,
      Paging paging,
      PageHandler handler)
      throws SourceUnavailable {
    var begun = new boolean[1];
    try {
      read(
          path,
          query,
          paging,
          page -> {
            begun[0] = true;
            handler.page(page);
          });
      return true;
    } catch (Http.Refused e) {
      if (e.status() == status && !begun[0]) {
        return false;
      }
      throw refused(e);
    }
  }

  /// Names by id, of a list in pages; empty where the API does not offer it, or what it belongs to
  /// has been deleted.
  public Map<String, String> names(
      String path, List<Map.Entry<String, String>> query, Paging paging) throws SourceUnavailable {
    var names = new LinkedHashMap<String, String>();
    pagesIfOffered(
        path,
        query,
        paging,
        page -> {
          for (var item : page.path("data")) {
            names.put(Json.text(item, "id"), Json.text(item, "name"));
          }
        });
    return names;
  }

  /// What there is at a path that an API, or this key, may not have.
  public enum Probe {
    FOUND,
    /// The API has such things, and there is none.
    NONE,
    /// The API knows no such path.
    NOT_OFFERED,
    /// The key is good for other things, but not for this.
    FORBIDDEN
  }

  /// Looks whether an object can be asked for.
  public Probe probe(String path) throws SourceUnavailable {
    try {
      get(uri(path, List.of(), "", ""));
      return Probe.FOUND;
    } catch (Http.Refused e) {
      if (e.status() == NOT_FOUND) {
        // a path that is not there: "Invalid URL (GET /v1/…)", or a web server's own page
        boolean unknown =
            e.body().contains("Invalid URL") || !e.body().stripLeading().startsWith("{");
        return unknown ? Probe.NOT_OFFERED : Probe.NONE;
      }
      if (e.status() == FORBIDDEN) {
        return Probe.FORBIDDEN;
      }
      throw refused(e);
    }
  }

  /// One object; empty when there is none.
  public Optional<JsonNode> find(String path) throws SourceUnavailable {
    try {
      return Optional.of(get(uri(path, List.of(), "", "")));
    } catch (Http.Refused e) {
      if (e.status() == NOT_FOUND) {
        return Optional.empty();
      }
      throw refused(e);
    }
  }

  /// A header of the last answer; empty where it had no such.
  public String header(String name) {
    return told.firstValue(name).orElse("");
  }

  private void read(
      String path, List<Map.Entry<String, String>> query, Paging paging, PageHandler handler)
      throws SourceUnavailable {
    var seen = new HashSet<String>();
    var name = "";
    for (int i = 0; i < MOST_PAGES; i++) {
      var page = get(uri(path, query, paging.parameter(), name));
      var next = handle(path, page, paging, handler);
      if (next.isEmpty()) {
        return;
      }
      name = next.get();
      if (!seen.add(name)) {
        throw new SourceUnavailable(
            "%s: %s named the page \"%s\" twice: its pages go round in a circle. Nothing of this window was kept"
                .formatted(source, path, name));
      }
    }
    throw new SourceUnavailable(
        "%s: %s has more than %,d pages: given up, and nothing of this window was kept. Maybe its pages never end?"
            .formatted(source, path, MOST_PAGES));
  }

  private Optional<String> handle(String path, JsonNode page, Paging paging, PageHandler handler)
      throws SourceUnavailable {
    try {
      handler.page(page);
      return paging.next().apply(page);
    } catch (DateTimeException
        | IllegalArgumentException
        | ArithmeticException
        | JacksonException e) {
      throw new SourceUnavailable(
          "%s: %s sent a page that is not as documented: %s. Maybe the API has changed?"
              .formatted(source, path, e.getMessage()),
          e);
    }
  }

  private URI uri(
      String path, List<Map.Entry<String, String>> query, String parameter, String page) {
    var all =
        query.stream()
            .map(e -> encode(e.getKey()) + "=" + encode(e.getValue()))
            .collect(Collectors.joining("&"));
    var paged = page.isEmpty() ? "" : encode(parameter) + "=" + encode(page);
    var joined = all.isEmpty() || paged.isEmpty() ? all + paged : all + "&" + paged;
    return URI.create(
        root.toString().replaceAll("/$", "") + path + (joined.isEmpty() ? "" : "?" + joined));
  }

  private JsonNode get(URI uri) throws SourceUnavailable {
    for (int attempt = 1; ; attempt++) {
      try (var body = http.send(login.sign(HttpRequest.newBuilder(uri)).GET(), h -> told = h)) {
        return JSON.readTree(body);
      } catch (IOException | JacksonException e) {
        if (attempt >= Retry.USUAL.attempts()) {
          throw new SourceUnavailable(
              "%s: %s sent no whole JSON in %d tries: %s"
                  .formatted(source, uri.getPath(), attempt, e.getMessage()),
              e);
        }
        waitFor(Retry.USUAL.delay(attempt, Optional.empty()));
      }
    }
  }

  private SourceUnavailable refused(Http.Refused e) {
    return e.status() == 401 || e.status() == 403
        ? new SourceUnavailable(
            "%s: the key was refused (%d). It wants %s"
                .formatted(source, e.status(), login.wanted()),
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
