package dev.trimtab.collect.llm.litellm;

import dev.trimtab.collect.llm.api.Json;
import dev.trimtab.collect.llm.api.JsonApi;
import dev.trimtab.model.llm.GatewayUsage;
import dev.trimtab.units.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Calls in LiteLLM's spend log.
final class SpendLog {
  private SpendLog() {}

  /// The call, in the hour in which it began.
  static GatewayUsage usage(JsonNode log) {
    var hour = began(Json.text(log, "startTime")).truncatedTo(ChronoUnit.HOURS);
    var more = object(log.path("metadata"));
    var told = more.path("usage_object");
    var usage = told.isObject() ? told : more.path("additional_usage_values");
    return new GatewayUsage(
        new TimeWindow(hour, hour.plus(Duration.ofHours(1))),
        Json.text(log, "custom_llm_provider"),
        Json.text(log, "organization_id"),
        Json.text(log, "team_id"),
        Json.text(log, "api_key"),
        Json.text(log, "user"),
        Json.text(log, "model"),
        base(log),
        tags(object(log.path("request_tags"))),
        log.path("prompt_tokens").asLong(0),
        cacheRead(usage),
        usage.path("cache_creation_input_tokens").asLong(0),
        log.path("completion_tokens").asLong(0),
        1,
        Json.text(log, "status").equals("failure") ? 1 : 0);
  }

  private static String base(JsonNode log) {
    var base = Json.text(log, "api_base");
    return base.isEmpty() ? Json.text(log, "call_type") : base;
  }

  private static long cacheRead(JsonNode usage) {
    long anthropic = usage.path("cache_read_input_tokens").asLong(0);
    return anthropic > 0
        ? anthropic
        : usage.path("prompt_tokens_details").path("cached_tokens").asLong(0);
  }

  /// With a zone, or without one in UTC, as the database has it.
  private static Instant began(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      return LocalDateTime.parse(text.replace(' ', 'T').replaceFirst("\\+00:00$", ""))
          .toInstant(ZoneOffset.UTC);
    }
  }

  /// JSON columns come as objects or as text, by version.
  private static JsonNode object(JsonNode node) {
    if (!node.isString()) {
      return node;
    }
    try {
      return JsonApi.JSON.readTree(node.asString());
    } catch (JacksonException e) {
      return JsonApi.JSON.missingNode();
    }
  }

  private static List<String> tags(JsonNode list) {
    var tags = new ArrayList<String>();
    list.forEach(tag -> tags.add(tag.asString("")));
    return tags;
  }
}
