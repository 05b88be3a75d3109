package dev.trimtab.collect.llm;

import dev.trimtab.collect.llm.api.Json;
import dev.trimtab.model.llm.LlmProvider;
import dev.trimtab.model.llm.LlmScope;
import dev.trimtab.model.llm.ProviderUsage;
import dev.trimtab.units.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Bedrock's model invocation logs, added up by hour, model and caller. They tell who called, which
/// CloudWatch does not; where CloudWatch tells the same day, that counts.
public final class BedrockInvocations {
  private static final Pattern ASSUMED = Pattern.compile("arn:[^/]*:assumed-role/([^/]+)/.*");
  private static final String WITNESS = "invocation-log";

  private record Key(LlmScope scope, TimeWindow hour) {}

  private final Set<String> seen = new HashSet<>();
  private final Map<Key, Map<String, Long>> sums = new LinkedHashMap<>();

  /// Whether an object is a call in such a log.
  public static boolean isCall(JsonNode object) {
    return Json.text(object, "schemaType").equals("ModelInvocationLog");
  }

  /// Takes one call; told twice, it counts once.
  ///
  /// @throws java.time.DateTimeException when it does not say when it was
  public void add(JsonNode log) {
    var id = Json.text(log, "requestId");
    if (!id.isEmpty() && !seen.add(id)) {
      return;
    }
    var hour = Instant.parse(Json.text(log, "timestamp")).truncatedTo(ChronoUnit.HOURS);
    var key = new Key(scope(log), new TimeWindow(hour, hour.plus(Duration.ofHours(1))));
    var sum = sums.computeIfAbsent(key, _ -> new HashMap<>());
    var input = log.path("input");
    add(sum, "inputTokens", input.path("inputTokenCount"));
    add(sum, "cacheReadInputTokens", input.path("cacheReadInputTokenCount"));
    add(sum, "cacheWriteInputTokens", input.path("cacheWriteInputTokenCount"));
    add(sum, "outputTokens", log.path("output").path("outputTokenCount"));
    sum.merge(ProviderUsage.REQUESTS, 1L, Long::sum);
    sum.merge(
        ProviderUsage.FAILED_REQUESTS, Json.text(log, "errorCode").isEmpty() ? 0L : 1L, Long::sum);
  }

  private static void add(Map<String, Long> sum, String name, JsonNode count) {
    sum.merge(name, count.asLong(0), Math::addExact);
  }

  private static LlmScope scope(JsonNode log) {
    return LlmScope.of(LlmProvider.BEDROCK, last(Json.text(log, "modelId")))
        .organization(Json.text(log, "accountId"))
        .user(caller(Json.text(log.path("identity"), "arn")))
        .endpoint(Json.text(log, "operation"))
        .region(Json.text(log, "region"))
        .via(WITNESS);
  }

  /// The user or the role that called. A role's session has a name that each process makes up, but
  /// for people, who all have the role of their permission set: their sessions are named after
  /// them.
  private static String caller(String arn) {
    var assumed = ASSUMED.matcher(arn);
    return assumed.matches() && !assumed.group(1).startsWith("AWSReservedSSO_")
        ? assumed.group(1)
        : last(arn);
  }

  private static String last(String arn) {
    return arn.substring(arn.lastIndexOf('/') + 1);
  }

  /// What the calls came to.
  public List<ProviderUsage> usage() {
    return sums.entrySet().stream()
        .map(e -> new ProviderUsage(e.getKey().scope(), e.getKey().hour(), e.getValue()))
        .toList();
  }
}
