package dev.trimtab.demo.llm;

import dev.trimtab.demo.http.Call;
import dev.trimtab.demo.llm.Buckets.Bucket;
import dev.trimtab.demo.llm.Grouping.Line;
import dev.trimtab.demo.seed.Period;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Anthropic's organizations API: usage of messages, costs, workspaces, keys.
public final class AnthropicServer {
  private static final List<String> USAGE_DIMENSIONS =
      List.of("api_key_id", "workspace_id", "model", "service_tier", "context_window");
  private static final List<String> COST_DIMENSIONS =
      List.of(
          "workspace_id",
          "description",
          "cost_type",
          "context_window",
          "model",
          "service_tier",
          "token_type");

  private final Period period;
  private final long seed;
  private final String adminKey;
  private final List<LlmStream> streams = LlmStream.of("anthropic");

  public AnthropicServer(Period period, long seed, String adminKey) {
    this.period = period;
    this.seed = seed;
    this.adminKey = adminKey;
  }

  public void handle(Call call) throws IOException {
    if (!call.header("x-api-key").orElse("").equals(adminKey)) {
      error(call, 401, "authentication_error", "invalid x-api-key");
      return;
    }
    if (call.header("anthropic-version").isEmpty()) {
      error(call, 400, "invalid_request_error", "anthropic-version: header is required");
      return;
    }
    try {
      switch (call.path()) {
        case "/v1/organizations/usage_report/messages" -> call.json(200, usage(call));
        case "/v1/organizations/cost_report" -> call.json(200, costs(call));
        case "/v1/organizations/workspaces" -> call.json(200, Directory.anthropic(call));
        case "/v1/organizations/api_keys" -> call.json(200, Directory.keys("anthropic", ""));
        default -> error(call, 404, "not_found_error", "Not found: " + call.path());
      }
    } catch (IllegalArgumentException | DateTimeException e) {
      error(call, 400, "invalid_request_error", String.valueOf(e.getMessage()));
    }
  }

  private ObjectNode usage(Call call) {
    var page = page(call, Buckets.Width.of(call.parameter("bucket_width").orElse("1d")));
    var grouping = Grouping.of(call);
    var answer = answer(page);
    for (var bucket : page.buckets()) {
      var results = bucket(answer, bucket).putArray("results");
      for (var line : grouping.group(usage(bucket), Usage::plus)) {
        write(results.addObject(), line);
      }
    }
    return answer;
  }

  private List<Line<Usage>> usage(Bucket bucket) {
    var lines = new ArrayList<Line<Usage>>();
    for (var stream : streams) {
      var usage = stream.between(bucket.firstHour(), bucket.endHour(), period, seed);
      if (!usage.isEmpty()) {
        lines.add(new Line<>(dimensions(stream), usage));
      }
    }
    return lines;
  }

  private static Map<String, String> dimensions(LlmStream stream) {
    var dimensions = new LinkedHashMap<String, String>();
    dimensions.put("api_key_id", stream.key());
    dimensions.put("workspace_id", stream.project());
    dimensions.put("model", stream.model());
    dimensions.put("service_tier", stream.tier());
    dimensions.put("context_window", stream.context());
    return dimensions;
  }

  private static void write(ObjectNode result, Line<Usage> line) {
    var usage = line.amount();
    result.put("uncached_input_tokens", usage.input());
    result
        .putObject("cache_creation")
        .put("ephemeral_1h_input_tokens", usage.written1h())
        .put("ephemeral_5m_input_tokens", usage.written5m());
    result.put("cache_read_input_tokens", usage.cached());
    result.put("output_tokens", usage.output());
    result.putObject("server_tool_use").put("web_search_requests", 0);
    USAGE_DIMENSIONS.forEach(name -> result.put(name, line.dimensions().get(name)));
  }

  private ObjectNode costs(Call call) {
    var page = page(call, Buckets.Width.of(call.parameter("bucket_width").orElse("1d")));
    // grouped by description, a line also tells what the description is made of
    var asked = Grouping.of(call).dimensions();
    var grouping = new Grouping(asked.contains("description") ? described(asked) : asked);
    var answer = answer(page);
    for (var bucket : page.buckets()) {
      var results = bucket(answer, bucket).putArray("results");
      for (var line : grouping.group(costs(bucket), BigDecimal::add)) {
        // cents, as a string
        var cents = line.amount().movePointRight(2).stripTrailingZeros().toPlainString();
        var result = results.addObject().put("currency", "USD").put("amount", cents);
        for (var name : COST_DIMENSIONS) {
          result.put(name, line.dimensions().get(name));
        }
      }
    }
    return answer;
  }

  private static List<String> described(List<String> asked) {
    return COST_DIMENSIONS.stream()
        .filter(name -> !name.equals("workspace_id") || asked.contains(name))
        .toList();
  }

  private List<Line<BigDecimal>> costs(Bucket bucket) {
    var lines = new ArrayList<Line<BigDecimal>>();
    for (var stream : streams) {
      var usage = stream.between(bucket.firstHour(), bucket.endHour(), period, seed);
      TokenPrice.of(stream)
          .costs(usage)
          .forEach((kind, amount) -> lines.add(new Line<>(dimensions(stream, kind), amount)));
    }
    return lines;
  }

  private static Map<String, String> dimensions(LlmStream stream, String kind) {
    var dimensions = new LinkedHashMap<String, String>();
    dimensions.put("workspace_id", stream.project());
    dimensions.put("description", stream.model() + " Usage - " + kind);
    dimensions.put("cost_type", "tokens");
    dimensions.put("context_window", stream.context());
    dimensions.put("model", stream.model());
    dimensions.put("service_tier", stream.tier());
    dimensions.put("token_type", kind);
    return dimensions;
  }

  private Buckets page(Call call, Buckets.Width width) {
    var start =
        call.parameter("starting_at")
            .map(AnthropicServer::time)
            .orElseThrow(() -> new IllegalArgumentException("starting_at: Field required"));
    var asked = call.parameter("ending_at").map(AnthropicServer::time).orElse(period.asOf());
    var end = asked.isBefore(period.asOf()) ? asked : period.asOf();
    int limit = call.parameter("limit").map(Integer::parseInt).orElse(0);
    return Buckets.page(start, end, width, limit, 0, call.parameter("page").orElse(""));
  }

  private static Instant time(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }

  private static ObjectNode answer(Buckets page) {
    var answer = JsonMapper.shared().createObjectNode();
    answer.putArray("data");
    answer.put("has_more", !page.nextPage().isEmpty());
    return page.nextPage().isEmpty()
        ? answer.putNull("next_page")
        : answer.put("next_page", page.nextPage());
  }

  private static ObjectNode bucket(ObjectNode answer, Bucket bucket) {
    var target = answer.withArray("data").addObject();
    target.put("starting_at", bucket.start().toString());
    return target.put("ending_at", bucket.end().toString());
  }

  private static void error(Call call, int status, String type, String message) throws IOException {
    var body = JsonMapper.shared().createObjectNode().put("type", "error");
    body.putObject("error").put("type", type).put("message", message);
    call.json(status, body);
  }
}
