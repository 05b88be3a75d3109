package dev.trimtab.collect.llm;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// The `usage` object of one response, as any provider writes it, as counters: nested names are
/// joined by dots, and what is listed by modality or lifetime is named by it
/// (`promptTokensDetails.AUDIO`, `cacheDetails.1h`).
public final class UsageBody {
  private UsageBody() {}

  /// Reads the counters of a response or of its `usage`, `usageMetadata` or `meta`.
  public static Map<String, Long> counters(JsonNode body) {
    var counters = new HashMap<String, Long>();
    for (var name : new String[] {"usage", "usageMetadata", "meta"}) {
      if (body.path(name).isObject()) {
        read(body.path(name), "", counters);
        return counters;
      }
    }
    read(body, "", counters);
    return counters;
  }

  private static void read(JsonNode node, String prefix, Map<String, Long> into) {
    node.forEachEntry((name, value) -> {
      if (value.isIntegralNumber()) {
        into.put(prefix + name, value.longValue());
      } else if (value.isObject()) {
        read(value, prefix + name + ".", into);
      } else if (value.isArray()) {
        value.forEach(each -> listed(each, prefix + name + ".", into));
      }
    });
  }

  private static void listed(JsonNode each, String prefix, Map<String, Long> into) {
    if (each.has("modality")) {
      into.merge(
          prefix + each.path("modality").asString(""),
          each.path("tokenCount").asLong(0),
          Long::sum);
    } else if (each.has("ttl")) {
      into.merge(
          prefix + each.path("ttl").asString(""), each.path("inputTokens").asLong(0), Long::sum);
    }
  }
}
