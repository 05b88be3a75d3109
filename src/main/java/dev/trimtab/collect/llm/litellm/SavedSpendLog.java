package dev.trimtab.collect.llm.litellm;

import dev.trimtab.collect.llm.api.Json;
import dev.trimtab.model.llm.ProviderUsage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Saved pages of LiteLLM's log, added up by the hour: calls of one hour stand on several pages,
/// and each call counts once.
public final class SavedSpendLog {
  private final Set<String> seen = new HashSet<>();
  private final GatewayRows rows = new GatewayRows();

  /// Whether a saved body is a page of the log.
  public static boolean isPage(JsonNode page) {
    return page.path("data").path(0).has("request_id");
  }

  public void add(JsonNode page) {
    for (var log : page.path("data")) {
      if (seen.add(Json.text(log, "request_id"))) {
        rows.add(SpendLog.usage(log));
      }
    }
  }

  public List<ProviderUsage> usage() {
    return rows.usage();
  }
}
