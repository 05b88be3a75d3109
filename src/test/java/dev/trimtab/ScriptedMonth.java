package dev.trimtab;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/// OpenAI's and Anthropic's usage and cost reports of a script, over HTTP, by the shapes of their
/// APIs: a page for each day, which is asked for by the name of the one before.
final class ScriptedMonth implements AutoCloseable {
  /// @param json of the result
  private record Result(String path, Instant start, String json) {}

  private final List<Result> results = new ArrayList<>();
  private final HttpServer server;
  final AtomicInteger pages = new AtomicInteger();

  ScriptedMonth() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  /// An hour of completions at OpenAI.
  ///
  /// @param t input that was not cached, cached input, output; negative where it is taken back
  void openAi(Instant hour, String project, String model, boolean batch, long... t) {
    results.add(
        new Result(
            "/v1/organization/usage/completions",
            hour,
            """
            {"object":"organization.usage.completions.result","input_tokens":%d,"input_cached_tokens":%d,"output_tokens":%d,
            "num_model_requests":%d,"project_id":"%s","api_key_id":"key_%s","user_id":null,"model":"%s","batch":%s,"service_tier":null}
            """
                .formatted(
                    t[0] + t[1],
                    t[1],
                    t[2],
                    5 * Long.signum(t[2]),
                    project,
                    project,
                    model,
                    batch)));
  }

  void openAiCost(LocalDate day, String project, String item, BigDecimal amount, String currency) {
    results.add(
        new Result(
            "/v1/organization/costs",
            day.atStartOfDay(ZoneOffset.UTC).toInstant(),
            """
            {"object":"organization.costs.result","amount":{"value":%s,"currency":"%s"},"line_item":"%s","project_id":"%s"}
            """
                .formatted(amount.toPlainString(), currency, item, project)));
  }

  /// An hour of messages at Anthropic.
  ///
  /// @param t plain input, read from a cache, written for 5 min, written for 1 h, output
  void anthropic(
      Instant hour, String workspace, String model, String tier, String context, long... t) {
    results.add(
        new Result(
            "/v1/organizations/usage_report/messages",
            hour,
            """
            {"uncached_input_tokens":%d,"cache_read_input_tokens":%d,"cache_creation":{"ephemeral_5m_input_tokens":%d,
            "ephemeral_1h_input_tokens":%d},"output_tokens":%d,"server_tool_use":{"web_search_requests":0},
            "workspace_id":"%s","api_key_id":"apikey_%s","model":"%s","service_tier":"%s","context_window":"%s"}
            """
                .formatted(
                    t[0], t[1], t[2], t[3], t[4], workspace, workspace, model, tier, context)));
  }

  /// @param cents as text, as the API has them
  void anthropicCost(LocalDate day, String workspace, String description, String cents) {
    results.add(
        new Result(
            "/v1/organizations/cost_report",
            day.atStartOfDay(ZoneOffset.UTC).toInstant(),
            """
            {"currency":"USD","amount":"%s","workspace_id":"%s","description":"%s"}
            """
                .formatted(cents, workspace, description)));
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var query = query(exchange.getRequestURI());
      var path = exchange.getRequestURI().getPath();
      var body = path.contains("usage") || path.contains("cost") ? page(path, query) : NOTHING;
      var bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private static final String NOTHING = "{\"data\":[],\"has_more\":false,\"next_page\":null}";

  private static Map<String, String> query(URI uri) {
    var query = new HashMap<String, String>();
    for (var pair : uri.getQuery().split("&", -1)) {
      var at = pair.indexOf('=');
      query.put(pair.substring(0, at), pair.substring(at + 1));
    }
    return query;
  }

  private static String asked(Map<String, String> query, String name) {
    return Objects.requireNonNull(query.get(name), name);
  }

  private String page(String path, Map<String, String> query) {
    pages.incrementAndGet();
    boolean openAi = query.containsKey("start_time");
    var from =
        openAi ? seconds(asked(query, "start_time")) : Instant.parse(asked(query, "starting_at"));
    var to = openAi ? seconds(asked(query, "end_time")) : Instant.parse(asked(query, "ending_at"));
    var start = query.containsKey("page") ? Instant.parse(asked(query, "page")) : from;
    var end = start.plus(Duration.ofDays(1));
    var hour = path.contains("usage") ? Duration.ofHours(1) : Duration.ofDays(1);
    var buckets = new ArrayList<String>();
    for (var at = start; at.isBefore(end) && at.isBefore(to); at = at.plus(hour)) {
      buckets.add(bucket(path, at, at.plus(hour), openAi));
    }
    boolean more = end.isBefore(to);
    return "{\"data\":[%s],\"has_more\":%s,\"next_page\":%s}"
        .formatted(String.join(",", buckets), more, more ? "\"" + end + "\"" : "null");
  }

  private static Instant seconds(String text) {
    return Instant.ofEpochSecond(Long.parseLong(text));
  }

  private String bucket(String path, Instant from, Instant to, boolean openAi) {
    var inside =
        results.stream()
            .filter(result -> result.path().equals(path) && result.start().equals(from))
            .map(Result::json)
            .collect(Collectors.joining(","));
    return openAi
        ? "{\"object\":\"bucket\",\"start_time\":%d,\"end_time\":%d,\"results\":[%s]}"
            .formatted(from.getEpochSecond(), to.getEpochSecond(), inside)
        : "{\"starting_at\":\"%s\",\"ending_at\":\"%s\",\"results\":[%s]}"
            .formatted(from, to, inside);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
