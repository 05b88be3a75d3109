package dev.trimtab.demo.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One request and the means to answer it. Parameters come from the query string and from a form
/// body alike.
public final class Call {
  private static final String JSON = "application/json";

  private final HttpExchange exchange;
  private final String body;
  private final Map<String, List<String>> parameters = new TreeMap<>();

  private Call(HttpExchange exchange, String body) {
    this.exchange = exchange;
    this.body = body;
    parse(exchange.getRequestURI().getRawQuery());
    if (header("Content-Type").orElse("").startsWith("application/x-www-form-urlencoded")) {
      parse(body);
    }
  }

  static Call read(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    return new Call(exchange, body);
  }

  public String method() {
    return exchange.getRequestMethod();
  }

  public String path() {
    return exchange.getRequestURI().getPath();
  }

  public String body() {
    return body;
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
  }

  /// The first value of a parameter; empty where it is absent or blank.
  public Optional<String> parameter(String name) {
    return parameters(name).stream().findFirst().filter(value -> !value.isBlank());
  }

  public List<String> parameters(String name) {
    return parameters.getOrDefault(name, List.of());
  }

  /// Every parameter by name, in the order of the names.
  public Map<String, List<String>> parameters() {
    return parameters;
  }

  public void json(int status, JsonNode answer) throws IOException {
    bytes(status, JSON, JsonMapper.shared().writeValueAsBytes(answer));
  }

  public void text(int status, String contentType, String answer) throws IOException {
    bytes(status, contentType, answer.getBytes(StandardCharsets.UTF_8));
  }

  public void bytes(int status, String contentType, byte[] answer) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", contentType);
    exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
    if (answer.length > 0) {
      exchange.getResponseBody().write(answer);
    }
  }

  /// A chunked JSON body with status 200, to be closed by the caller.
  public OutputStream stream() throws IOException {
    exchange.getResponseHeaders().set("Content-Type", JSON);
    exchange.sendResponseHeaders(200, 0);
    return exchange.getResponseBody();
  }

  private void parse(@org.jspecify.annotations.Nullable String encoded) {
    if (encoded == null || encoded.isEmpty()) {
      return;
    }
    for (var pair : encoded.split("&", -1)) {
      int equals = pair.indexOf('=');
      var name = decode(equals < 0 ? pair : pair.substring(0, equals));
      var value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      parameters.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
    }
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
