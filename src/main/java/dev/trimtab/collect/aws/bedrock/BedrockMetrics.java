package dev.trimtab.collect.aws.bedrock;

import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.units.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Hourly sums of CloudWatch's `AWS/Bedrock` metrics by model.
final class BedrockMetrics {
  static final List<String> NAMES =
      List.of(
          "InputTokenCount",
          "OutputTokenCount",
          "CacheReadInputTokenCount",
          "CacheWriteInputTokenCount",
          "Invocations",
          "InvocationClientErrors",
          "InvocationServerErrors",
          "OutputImageCount");

  private static final String NAMESPACE = "AWS/Bedrock";
  private static final String SERVICE = "GraniteServiceVersion20100801.";
  private static final Set<String> FAILED = Set.of("InternalError", "Forbidden");
  private static final Duration HOUR = Duration.ofHours(1);

  /// Most questions that one request may put.
  private static final int MOST_QUERIES = 500;

  private static final int MODELS_AT_ONCE = MOST_QUERIES / NAMES.size();
  private static final JsonMapper JSON = JsonMapper.shared();

  /// A model's hour.
  record Cell(String modelId, Instant hour) {}

  private final SignedJson cloudWatch;

  BedrockMetrics(SignedJson cloudWatch) {
    this.cloudWatch = cloudWatch;
  }

  /// Every `ModelId` that has been invoked in the last two weeks, which CloudWatch lists.
  Set<String> models() throws SourceUnavailable {
    var models = new TreeSet<String>();
    var body = JSON.createObjectNode().put("Namespace", NAMESPACE).put("MetricName", NAMES.get(4));
    pages(
        "ListMetrics",
        body,
        page -> {
          for (var metric : page.path("Metrics")) {
            // with further dimensions the same calls are counted once more
            if (metric.path("Dimensions").size() == 1
                && metric.path("Dimensions").path(0).path("Name").asString("").equals("ModelId")) {
              models.add(metric.path("Dimensions").path(0).path("Value").asString(""));
            }
          }
        });
    return models;
  }

  /// Sums by model and hour, named as CloudWatch names its metrics.
  Map<Cell, Map<String, Long>> sums(Set<String> models, TimeWindow hours) throws SourceUnavailable {
    var sums = new HashMap<Cell, Map<String, Long>>();
    var all = List.copyOf(models);
    for (int from = 0; from < all.size(); from += MODELS_AT_ONCE) {
      var some = all.subList(from, Math.min(all.size(), from + MODELS_AT_ONCE));
      pages("GetMetricData", question(some, hours), page -> read(page, some, sums));
    }
    return sums;
  }

  private static ObjectNode question(List<String> models, TimeWindow hours) {
    var body =
        JSON.createObjectNode()
            .put("StartTime", hours.start().getEpochSecond())
            .put("EndTime", hours.end().getEpochSecond())
            .put("ScanBy", "TimestampAscending");
    var queries = body.putArray("MetricDataQueries");
    for (int m = 0; m < models.size(); m++) {
      for (int n = 0; n < NAMES.size(); n++) {
        var stat = queries.addObject().put("Id", "m" + m + "_" + n).putObject("MetricStat");
        stat.put("Period", HOUR.toSeconds()).put("Stat", "Sum");
        var metric =
            stat.putObject("Metric").put("Namespace", NAMESPACE).put("MetricName", NAMES.get(n));
        metric
            .putArray("Dimensions")
            .addObject()
            .put("Name", "ModelId")
            .put("Value", models.get(m));
      }
    }
    return body;
  }

  private static void read(JsonNode page, List<String> models, Map<Cell, Map<String, Long>> into)
      throws SourceUnavailable {
    for (var result : page.path("MetricDataResults")) {
      var status = result.path("StatusCode").asString("");
      if (FAILED.contains(status)) {
        // what is not told would be taken as zero
        throw new SourceUnavailable(
            "cloudwatch:GetMetricData could not tell a metric (%s). Nothing of this window was kept"
                .formatted(status));
      }
      var id = result.path("Id").asString("");
      int bar = id.indexOf('_');
      var model = models.get(Integer.parseInt(id.substring(1, bar)));
      var name = NAMES.get(Integer.parseInt(id.substring(bar + 1)));
      for (int i = 0; i < result.path("Values").size(); i++) {
        var at = Instant.ofEpochSecond((long) result.path("Timestamps").path(i).asDouble());
        // a page may tell a point again: it replaces, it does not add
        into.computeIfAbsent(new Cell(model, at), _ -> new TreeMap<>())
            .put(name, Math.round(result.path("Values").path(i).asDouble()));
      }
    }
  }

  @FunctionalInterface
  private interface PageHandler {
    void page(JsonNode page) throws SourceUnavailable;
  }

  private void pages(String operation, ObjectNode body, PageHandler handler)
      throws SourceUnavailable {
    var headers =
        Map.of("X-Amz-Target", SERVICE + operation, "Content-Type", "application/x-amz-json-1.0");
    var seen = new HashSet<String>();
    while (true) {
      var page = cloudWatch.post("cloudwatch:" + operation, "/", headers, body);
      handler.page(page);
      var token = page.path("NextToken").asString("");
      if (token.isEmpty()) {
        return;
      }
      if (!seen.add(token) || seen.size() > 2_000) {
        throw new SourceUnavailable(
            "cloudwatch:%s gave a page twice or never ends (%,d pages). Nothing of this window was kept"
                .formatted(operation, seen.size()));
      }
      body.put("NextToken", token);
    }
  }
}
