package dev.trimtab.collect.prometheus;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;

/// Answers the query API as a test says, and keeps what it was asked.
final class ScriptedPrometheus implements AutoCloseable {
  static final String EMPTY = success("");

  final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private final Function<Asked, Reply> script;

  /// One request.
  record Asked(String path, Map<String, String> form, Map<String, String> headers) {
    String query() {
      return form.getOrDefault("query", "");
    }

    long number(String name) {
      return Long.parseLong(form.getOrDefault(name, "0"));
    }

    /// A range query that begins so, or that names such a metric.
    boolean asks(String part) {
      return path.endsWith("query_range")
          && (part.startsWith("container_") ? query().contains(part) : query().startsWith(part));
    }
  }

  /// One answer; `cutAt` closes the connection after so many bytes, -1 never.
  record Reply(int status, String body, Map<String, String> headers, int cutAt) {
    static Reply ok(String body) {
      return new Reply(200, body, Map.of(), -1);
    }

    static Reply status(int status, String body) {
      return new Reply(status, body, Map.of(), -1);
    }
  }

  ScriptedPrometheus(Function<Asked, Reply> script) throws IOException {
    this.script = script;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var form = new HashMap<String, String>();
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      for (var pair : body.split("&", -1)) {
        int at = pair.indexOf('=');
        form.put(
            pair.substring(0, at),
            URLDecoder.decode(pair.substring(at + 1), StandardCharsets.UTF_8));
      }
      var headers = new HashMap<String, String>();
      exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
      var request = new Asked(exchange.getRequestURI().getPath(), form, headers);
      asked.add(request);
      var reply = script.apply(request);
      reply.headers().forEach(exchange.getResponseHeaders()::add);
      var bytes = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(reply.status(), bytes.length);
      exchange.getResponseBody().write(bytes, 0, reply.cutAt() < 0 ? bytes.length : reply.cutAt());
    }
  }

  static String success(String series) {
    return "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":["
        + series
        + "]}}";
  }

  /// A series with the same value at every step, or where `value` is null none.
  static String series(Asked asked, String pod, Function<Long, String> value) {
    var points = new StringBuilder();
    for (long at = asked.number("start"); at <= asked.number("end"); at += asked.number("step")) {
      var text = value.apply(at);
      if (!text.isEmpty()) {
        points.append(points.isEmpty() ? "" : ",").append("[" + at + ",\"" + text + "\"]");
      }
    }
    return "{\"metric\":{\"namespace\":\"shop\",\"pod\":\"%s\",\"container\":\"app\"},\"values\":[%s]}"
        .formatted(pod, points);
  }
}
