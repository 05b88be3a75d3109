package dev.trimtab.collect.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.trimtab.collect.aws.facts.TypeFilter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.function.BiFunction;

/// AWS as a test scripts it: answers in turn, the last one again and again.
final class ScriptedAws implements AutoCloseable {
  static final String SECRET = "s3cret-key";

  /// One answer.
  record Answer(int status, String body) {
    static Answer ok(String body) {
      return new Answer(200, body);
    }

    /// A refusal as EC2 words it.
    static Answer refused(int status, String code) {
      return new Answer(
          status,
          "<Response><Errors><Error><Code>%s</Code><Message>no</Message></Error></Errors><RequestID>r</RequestID></Response>"
              .formatted(code));
    }

    /// A refusal as services that speak JSON word it.
    static Answer refusedInJson(int status, String code) {
      return new Answer(status, "{\"__type\":\"%s\",\"message\":\"no\"}".formatted(code));
    }
  }

  final List<String> asked = Collections.synchronizedList(new java.util.ArrayList<>());
  private final BiFunction<String, Integer, Answer> script;
  private final HttpServer server;

  ScriptedAws(Answer... answers) throws IOException {
    this(inTurn(new ArrayDeque<>(List.of(answers))));
  }

  /// Answers by what is asked and how many requests came before.
  ScriptedAws(BiFunction<String, Integer, Answer> script) throws IOException {
    this.script = script;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  private static BiFunction<String, Integer, Answer> inTurn(Deque<Answer> answers) {
    return (_, _) -> answers.size() > 1 ? answers.pop() : answers.getFirst();
  }

  URI url() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  AwsAccess access() {
    return access(url());
  }

  static AwsAccess access(URI endpoint) {
    return new AwsAccess(
        new AwsCredentials.FixedKey("AKIDEXAMPLE", SECRET),
        endpoint,
        Duration.ofSeconds(5),
        3,
        Duration.ofMillis(1));
  }

  Ec2Settings ec2(String... types) {
    return new Ec2Settings(
        "us-east-1",
        TypeFilter.of(List.of(types)),
        access(),
        Duration.ofDays(90),
        Duration.ofHours(1));
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      var answer = script.apply(body, asked.size());
      asked.add(body);
      var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
