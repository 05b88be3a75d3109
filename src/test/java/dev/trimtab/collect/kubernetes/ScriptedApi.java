package dev.trimtab.collect.kubernetes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.trimtab.collect.http.Retry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// An API server that answers from a script: each path its answers in turn, the last one again and
/// again; a path without any is 404.
final class ScriptedApi implements AutoCloseable {
  static final String NODES = "/api/v1/nodes";
  static final String PODS = "/api/v1/pods";

  /// Writes one answer.
  interface Answer {
    void send(HttpExchange exchange) throws IOException;
  }

  final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, Queue<Answer>> script = new HashMap<>();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  ScriptedApi() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
    on(NODES, list("NodeList", "", ""));
    on(PODS, list("PodList", "", ""));
  }

  ScriptedApi on(String path, Answer... answers) {
    script.put(path, new ArrayDeque<>(List.of(answers)));
    return this;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  KubernetesSettings settings() {
    return new KubernetesSettings(
        "test", new Access.Url(url(), () -> "s3cret", null), 2, Duration.ofSeconds(5));
  }

  KubernetesApiSource source() {
    return source(settings());
  }

  KubernetesApiSource source(KubernetesSettings settings) {
    return new KubernetesApiSource(
        settings,
        new Retry(3, Duration.ofMillis(100), Duration.ofSeconds(60)),
        pauses::add,
        Map.of());
  }

  long asked(String path) {
    return requests.stream().filter(r -> r.startsWith(path + "?") || r.equals(path)).count();
  }

  static Answer json(int status, String body) {
    return exchange -> {
      var bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    };
  }

  static Answer list(String kind, String next, String items) {
    return json(
        200,
        """
        {"kind":"%s","apiVersion":"v1","metadata":{"continue":"%s"},"items":[%s]}\
        """
            .formatted(kind, next, items));
  }

  static Answer status(int code, String message) {
    return json(
        code,
        """
        {"kind":"Status","apiVersion":"v1","status":"Failure","message":"%s","code":%d}\
        """
            .formatted(message, code));
  }

  static Answer tooMany(int retryAfterSeconds) {
    return json(
        429,
        """
        {"kind":"Status","apiVersion":"v1","status":"Failure","code":429,
         "message":"slow down","details":{"retryAfterSeconds":%d}}\
        """
            .formatted(retryAfterSeconds));
  }

  /// Promises more than it sends.
  static Answer truncated() {
    return exchange -> {
      exchange.sendResponseHeaders(200, 1000);
      exchange
          .getResponseBody()
          .write("{\"kind\":\"PodList\",\"items\":[{".getBytes(StandardCharsets.UTF_8));
    };
  }

  /// A whole answer whose JSON is not.
  static Answer cutJson() {
    return json(200, "{\"kind\":\"PodList\",\"items\":[{\"metadata\":{\"name\":\"a");
  }

  static String pod(String name) {
    return """
    {"metadata":{"name":"%s","namespace":"shop","creationTimestamp":"2026-11-01T00:00:00Z"},
     "spec":{"containers":[{"name":"app","resources":{"requests":{"cpu":"100m"}}}]},
     "status":{"phase":"Running"}}\
    """
        .formatted(name);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) {
    try (exchange) {
      requests.add(exchange.getRequestURI().toString());
      exchange.getRequestBody().readAllBytes();
      var answers = script.get(exchange.getRequestURI().getPath());
      if (answers == null) {
        status(404, "the server could not find the requested resource").send(exchange);
      } else {
        next(answers).send(exchange);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static synchronized Answer next(Queue<Answer> answers) {
    return answers.size() > 1 ? answers.remove() : answers.element();
  }
}
