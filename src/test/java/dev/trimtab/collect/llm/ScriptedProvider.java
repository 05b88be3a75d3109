package dev.trimtab.collect.llm;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.trimtab.collect.http.Http;
import dev.trimtab.collect.http.Retry;
import dev.trimtab.collect.llm.anthropic.AnthropicSource;
import dev.trimtab.collect.llm.api.ProviderSettings;
import dev.trimtab.collect.llm.openai.OpenAiLimitsSource;
import dev.trimtab.collect.llm.openai.OpenAiSource;
import dev.trimtab.model.Source.Reach;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/// A provider that answers from a script: each path its answers in turn, the last one again and
/// again; a path without any has no usage.
final class ScriptedProvider implements AutoCloseable {
  static final String KEY = "sk-admin-s3cret";
  static final String NOTHING = "{\"data\":[],\"has_more\":false,\"next_page\":null}";

  /// Writes one answer.
  interface Answer {
    void send(HttpExchange exchange) throws IOException;
  }

  final List<String> requests = Collections.synchronizedList(new ArrayList<>());

  /// Paths of the requests that ask for a beta.
  final List<String> betas = Collections.synchronizedList(new ArrayList<>());

  final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, Queue<Answer>> script = new HashMap<>();
  private final HttpServer server;

  ScriptedProvider() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  ScriptedProvider on(String path, Answer... answers) {
    script.put(path, new ArrayDeque<>(List.of(answers)));
    return this;
  }

  OpenAiSource openAi() {
    return openAi(url());
  }

  OpenAiSource openAi(URI url) {
    return new OpenAiSource(settings(url), http(), pauses::add);
  }

  AnthropicSource anthropic() {
    return anthropic(url());
  }

  AnthropicSource anthropic(URI url) {
    return new AnthropicSource(settings(url), http(), pauses::add);
  }

  OpenAiLimitsSource openAiLimits() {
    return new OpenAiLimitsSource(settings(url()), http(), pauses::add);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  static ProviderSettings settings(URI url) {
    return new ProviderSettings(
        "main", url, KEY, new Reach(Duration.ofDays(35), Duration.ofDays(3)));
  }

  Http http() {
    return new Http(
        "openai/main",
        HttpClient.newHttpClient(),
        Duration.ofSeconds(5),
        new Retry(3, Duration.ofMillis(100), Duration.ofSeconds(60)),
        pauses::add,
        () -> Instant.parse("2026-11-24T00:00:00Z"));
  }

  static Answer json(String body) {
    return status(200, body, "");
  }

  static Answer status(int code, String body, String retryAfter) {
    return exchange -> {
      var bytes = body.getBytes(StandardCharsets.UTF_8);
      if (!retryAfter.isEmpty()) {
        exchange.getResponseHeaders().set("Retry-After", retryAfter);
      }
      exchange.sendResponseHeaders(code, bytes.length);
      exchange.getResponseBody().write(bytes);
    };
  }

  /// A 200 with a header of its own.
  static Answer headed(String name, String value, String body) {
    return exchange -> {
      exchange.getResponseHeaders().set(name, value);
      json(body).send(exchange);
    };
  }

  static Answer bytes(byte[] body) {
    return exchange -> {
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    };
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) {
    try (exchange) {
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      requests.add(exchange.getRequestURI() + (body.isEmpty() ? "" : " " + body));
      if (exchange.getRequestHeaders().containsKey("anthropic-beta")) {
        betas.add(exchange.getRequestURI().getPath());
      }
      var answers = script.get(exchange.getRequestURI().getPath());
      (answers == null ? json(NOTHING) : answers.size() > 1 ? answers.remove() : answers.element())
          .send(exchange);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
