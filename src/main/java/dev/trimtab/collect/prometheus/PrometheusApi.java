package dev.trimtab.collect.prometheus;

import dev.trimtab.collect.http.Http;
import dev.trimtab.collect.prometheus.AnswerReader.Answer;
import dev.trimtab.collect.prometheus.AnswerReader.SeriesHandler;
import dev.trimtab.model.SourceUnavailable;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;

/// Asks the query API, by form POST since a query may be longer than a URL may.
final class PrometheusApi {
  /// Answers that may be other for a smaller question.
  private static final Set<Integer> ASK_FOR_LESS = Set.of(413, 422, 500, 502, 503, 504);

  private final String source;
  private final PrometheusSettings settings;
  private final Http http;
  private final Map<String, String> headers;

  PrometheusApi(String source, PrometheusSettings settings, Http http) {
    this.source = source;
    this.settings = settings;
    this.http = http.withoutRetryOfTimeouts();
    this.headers = new HashMap<>(settings.headers());
    headers.put("Content-Type", "application/x-www-form-urlencoded");
  }

  Answer range(String query, Grid grid, Supplier<? extends SeriesHandler> handler)
      throws SourceUnavailable, TooMuch {
    var form = new LinkedHashMap<String, String>();
    form.put("query", query);
    form.put("start", Long.toString(grid.first()));
    form.put("end", Long.toString(grid.last()));
    form.put("step", Long.toString(grid.step()));
    return ask("/api/v1/query_range", form, handler);
  }

  Answer instant(String query, long unixSeconds, Supplier<? extends SeriesHandler> handler)
      throws SourceUnavailable, TooMuch {
    var form = new LinkedHashMap<String, String>();
    form.put("query", query);
    form.put("time", Long.toString(unixSeconds));
    return ask("/api/v1/query", form, handler);
  }

  /// A new handler is asked for with each try, since a body may break off in the middle.
  private Answer ask(
      String path, Map<String, String> form, Supplier<? extends SeriesHandler> handler)
      throws SourceUnavailable, TooMuch {
    var uri = URI.create(settings.base().toString().replaceAll("/+$", "") + path);
    for (int attempt = 1; ; attempt++) {
      try (var body = http.send(settings.signer().sign("POST", uri, headers, encode(form)))) {
        var answer = AnswerReader.read(body, handler.get());
        if (!answer.status().equals("success")) {
          throw new TooMuch(source + ": " + uri + " answered: " + answer.error());
        }
        return answer;
      } catch (Http.Refused e) {
        if (ASK_FOR_LESS.contains(e.status())) {
          throw new TooMuch(String.valueOf(e.getMessage()), e);
        }
        throw new SourceUnavailable(e.getMessage() + hint(e.status()), e);
      } catch (SourceUnavailable e) {
        if (e.getCause() instanceof HttpTimeoutException) {
          throw new TooMuch(String.valueOf(e.getMessage()), e);
        }
        throw e;
      } catch (JacksonException | IOException e) {
        if (attempt >= http.attempts()) {
          throw new SourceUnavailable(
              "%s: the answer of %s broke off %d times or is not what the query API says (%s). Maybe a proxy cuts long answers, or answers with a page of its own?"
                  .formatted(source, uri, attempt, firstLine(e)),
              e);
        }
        http.backOff(attempt);
      }
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static byte[] encode(Map<String, String> form) {
    return form.entrySet().stream()
        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String hint(int status) {
    return switch (status) {
      case 400 -> " Maybe the matcher is not PromQL, such as cluster=\"production\"?";
      case 401, 403 -> " Maybe the token, the password or the tenant is wrong or missing?";
      case 404 -> " Maybe the URL lacks a path prefix, such as /prometheus?";
      default -> "";
    };
  }
}
