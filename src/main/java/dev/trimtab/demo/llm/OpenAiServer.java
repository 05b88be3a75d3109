package dev.trimtab.demo.llm;

import dev.trimtab.demo.http.Call;
import dev.trimtab.demo.llm.Buckets.Bucket;
import dev.trimtab.demo.llm.Grouping.Line;
import dev.trimtab.demo.seed.Period;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// OpenAI's organization API: usage (of completions only: the company uses nothing else), costs,
/// projects with their keys and spend limits.
public final class OpenAiServer {
  private static final List<String> DIMENSIONS =
      List.of("project_id", "user_id", "api_key_id", "model", "batch", "service_tier");
  private static final int MOST_COST_BUCKETS = 180;

  private final Period period;
  private final long seed;
  private final String adminKey;
  private final List<LlmStream> streams = LlmStream.of("openai");

  public OpenAiServer(Period period, long seed, String adminKey) {
    this.period = period;
    this.seed = seed;
    this.adminKey = adminKey;
  }

  public void handle(Call call) throws IOException {
    if (!call.header("Authorization").orElse("").equals("Bearer " + adminKey)) {
      error(
          call,
          401,
          "invalid_request_error",
          "Incorrect API key provided. It must be an admin key.");
      return;
    }
    try {
      switch (call.path()) {
        case "/v1/organization/usage/completions" -> call.json(200, usage(call));
        case "/v1/organization/costs" -> call.json(200, costs(call));
        case "/v1/organization/projects" -> call.json(200, Directory.openAi(call));
        default -> other(call);
      }
    } catch (IllegalArgumentException e) {
      error(call, 400, "invalid_request_error", String.valueOf(e.getMessage()));
    }
  }

  private void other(Call call) throws IOException {
    var path = call.path();
    if (path.startsWith("/v1/organization/usage/")) {
      call.json(200, unused(call));
      return;
    }
    var found = Directory.openAiProject(path);
    if (found.isPresent()) {
      call.json(200, found.get());
    } else {
      error(call, 404, "invalid_request_error", "Invalid URL (GET " + path + ")");
    }
  }

  /// A report without results.
  private ObjectNode unused(Call call) {
    var page = page(call, Buckets.Width.of(call.parameter("bucket_width").orElse("1d")), 0);
    var answer = answer(page);
    page.buckets().forEach(bucket -> bucket(answer, bucket).putArray("results"));
    return answer;
  }

  private ObjectNode usage(Call call) {
    var width = Buckets.Width.of(call.parameter("bucket_width").orElse("1d"));
    var page = page(call, width, 0);
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
    boolean batch = stream.tier().equals("batch");
    var dimensions = new LinkedHashMap<String, String>();
    dimensions.put("project_id", stream.project());
    dimensions.put("user_id", "user-" + stream.key().substring(4));
    dimensions.put("api_key_id", stream.key());
    dimensions.put("model", stream.model());
    dimensions.put("batch", Boolean.toString(batch));
    dimensions.put("service_tier", batch ? "batch" : "default");
    return dimensions;
  }

  private static void write(ObjectNode result, Line<Usage> line) {
    var usage = line.amount();
    result.put("object", "organization.usage.completions.result");
    // this provider's input includes what was read from the cache
    result.put("input_tokens", usage.input() + usage.cached());
    result.put("input_cached_tokens", usage.cached());
    result.put("output_tokens", usage.output());
    result.put("input_audio_tokens", 0).put("output_audio_tokens", 0);
    result.put("num_model_requests", usage.requests());
    for (var dimension : DIMENSIONS) {
      var value = line.dimensions().get(dimension);
      if (value != null && dimension.equals("batch")) {
        result.put(dimension, Boolean.parseBoolean(value));
      } else {
        result.put(dimension, value);
      }
    }
  }

  private ObjectNode costs(Call call) {
    var width = Buckets.Width.of(call.parameter("bucket_width").orElse("1d"));
    if (width != Buckets.Width.DAYS) {
      throw new IllegalArgumentException("costs come by the day: bucket_width must be 1d");
    }
    var page = page(call, width, MOST_COST_BUCKETS);
    var grouping = Grouping.of(call);
    var answer = answer(page);
    for (var bucket : page.buckets()) {
      var results = bucket(answer, bucket).putArray("results");
      for (var line : grouping.group(costs(bucket), BigDecimal::add)) {
        var result = results.addObject().put("object", "organization.costs.result");
        result.putObject("amount").put("value", line.amount()).put("currency", "usd");
        for (var dimension : List.of("line_item", "project_id", "api_key_id")) {
          result.put(dimension, line.dimensions().get(dimension));
        }
      }
    }
    return answer;
  }

  private List<Line<BigDecimal>> costs(Bucket bucket) {
    var lines = new ArrayList<Line<BigDecimal>>();
    for (var stream : streams) {
      var usage = stream.between(bucket.firstHour(), bucket.endHour(), period, seed);
      TokenPrice.of(stream)
          .costs(usage)
          .forEach((kind, amount) ->
              lines.add(line(stream.project(), stream.key(), item(stream, kind), amount)));
    }
    if (Credit.falls(bucket.start(), period)) {
      lines.add(line(Credit.PROJECT, "", Credit.LINE_ITEM, Credit.AMOUNT));
    }
    return lines;
  }

  private static Line<BigDecimal> line(String project, String key, String item, BigDecimal amount) {
    var dimensions = new LinkedHashMap<String, String>();
    dimensions.put("project_id", project);
    dimensions.put("api_key_id", key);
    dimensions.put("line_item", item);
    return new Line<>(dimensions, amount);
  }

  private static String item(LlmStream stream, String kind) {
    var words =
        switch (kind) {
          case "uncached_input_tokens" -> "input";
          case "cache_read_input_tokens" -> "cached input";
          default -> "output";
        };
    return stream.model() + ", " + (stream.tier().equals("batch") ? "batch " : "") + words;
  }

  private Buckets page(Call call, Buckets.Width width, int most) {
    var start =
        call.parameter("start_time")
            .map(OpenAiServer::time)
            .orElseThrow(() -> new IllegalArgumentException("start_time is required"));
    var asked = call.parameter("end_time").map(OpenAiServer::time).orElse(period.asOf());
    var end = asked.isBefore(period.asOf()) ? asked : period.asOf();
    int limit = call.parameter("limit").map(Integer::parseInt).orElse(0);
    return Buckets.page(start, end, width, limit, most, call.parameter("page").orElse(""));
  }

  private static Instant time(String seconds) {
    return Instant.ofEpochSecond(Long.parseLong(seconds));
  }

  private static ObjectNode answer(Buckets page) {
    var answer = JsonMapper.shared().createObjectNode().put("object", "page");
    answer.putArray("data");
    answer.put("has_more", !page.nextPage().isEmpty());
    return page.nextPage().isEmpty()
        ? answer.putNull("next_page")
        : answer.put("next_page", page.nextPage());
  }

  private static ObjectNode bucket(ObjectNode answer, Bucket bucket) {
    var target = answer.withArray("data").addObject().put("object", "bucket");
    target.put("start_time", bucket.start().getEpochSecond());
    return target.put("end_time", bucket.end().getEpochSecond());
  }

  private static void error(Call call, int status, String type, String message) throws IOException {
    var body = JsonMapper.shared().createObjectNode();
    body.putObject("error").put("message", message).put("type", type).putNull("code");
    call.json(status, body);
  }
}
