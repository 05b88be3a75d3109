package dev.trimtab.report.alert;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// A real HTTP server on loopback that answers from a script, the last answer again and again.
final class ScriptedWebhook implements AutoCloseable {
  static final String SECRET = "s3cretXXwebhook";
  static final Instant NOW = Instant.parse("2026-11-25T15:10:00Z");

  final List<Post> posts = new CopyOnWriteArrayList<>();
  final List<Duration> pauses = new ArrayList<>();
  Instant now = NOW;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Queue<Answer> answers;

  /// What a client sent.
  record Post(
      String method, String path, String contentType, @Nullable String login, String body) {}

  /// Writes one answer.
  interface Answer {
    void send(HttpExchange exchange, CountDownLatch closing)
        throws IOException, InterruptedException;
  }

  ScriptedWebhook(Answer... answers) throws IOException {
    this.answers = new ArrayDeque<>(Arrays.asList(answers));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  static Answer says(int status, String body, String... headers) {
    return (exchange, _) -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
      }
      var bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    };
  }

  /// Takes the request and says nothing until the test is over.
  static Answer silence() {
    return (_, closing) -> closing.await();
  }

  /// Says a status, and then half a body.
  static Answer stalls(int status) {
    return (exchange, closing) -> {
      exchange.sendResponseHeaders(status, 100);
      exchange.getResponseBody().write("half".getBytes(StandardCharsets.UTF_8));
      exchange.getResponseBody().flush();
      closing.await();
    };
  }

  Webhook webhook() {
    return webhook("/services/T0/" + SECRET);
  }

  Webhook webhook(String path) {
    return at("http://127.0.0.1:" + port() + path);
  }

  Webhook at(String url) {
    return at(url, Duration.ofSeconds(30));
  }

  /// So that a test of silence is short.
  Webhook impatient() {
    return at("http://127.0.0.1:" + port() + "/services/T0/" + SECRET, Duration.ofSeconds(2));
  }

  private Webhook at(String url, Duration whole) {
    var patience = new Patience(Duration.ofSeconds(2), whole, Duration.ofSeconds(10));
    return new Webhook("slack/ops", url, patience, pauses::add, () -> now);
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var headers = exchange.getRequestHeaders();
      posts.add(
          new Post(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              String.valueOf(headers.getFirst("Content-Type")),
              headers.getFirst("Authorization"),
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
      var answer = answers.size() > 1 ? answers.remove() : answers.element();
      answer.send(exchange, closing);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
