package dev.trimtab.collect.llm.litellm;

import dev.trimtab.collect.llm.api.Json;
import dev.trimtab.model.llm.GatewayUsage;
import dev.trimtab.units.TimeWindow;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// Pages of LiteLLM's daily activity. A page sums up the rows of the database that it covers: a day
/// that stands on two pages is the sum of both.
final class DailyActivity {
  private DailyActivity() {}

  static Set<String> models(JsonNode page) {
    var models = new TreeSet<String>();
    for (var day : page.path("results")) {
      models.addAll(day.path("breakdown").path("models").propertyNames());
    }
    return models;
  }

  /// Usage of a model in a page that was asked for this model alone. Keys and providers are told
  /// side by side: where there are several providers, whose keys are whose is not known.
  static List<GatewayUsage> usage(JsonNode page, String model) {
    var found = new ArrayList<GatewayUsage>();
    for (var day : page.path("results")) {
      var start = LocalDate.parse(Json.text(day, "date")).atStartOfDay(ZoneOffset.UTC).toInstant();
      var window = new TimeWindow(start, start.plus(Duration.ofDays(1)));
      var providers = day.path("breakdown").path("providers");
      if (providers.size() == 1) {
        var provider = providers.propertyNames().iterator().next();
        for (var key : day.path("breakdown").path("api_keys").properties()) {
          var team = Json.text(key.getValue().path("metadata"), "team_id");
          found.add(row(window, provider, team, key.getKey(), model, key.getValue()));
        }
      } else {
        for (var provider : providers.properties()) {
          found.add(row(window, provider.getKey(), "", "", model, provider.getValue()));
        }
      }
    }
    return found;
  }

  private static GatewayUsage row(
      TimeWindow window, String provider, String team, String key, String model, JsonNode entry) {
    var m = entry.path("metrics");
    return new GatewayUsage(
        window,
        provider,
        "",
        team,
        key,
        "",
        model,
        "",
        List.of(),
        m.path("prompt_tokens").asLong(0),
        m.path("cache_read_input_tokens").asLong(0),
        m.path("cache_creation_input_tokens").asLong(0),
        m.path("completion_tokens").asLong(0),
        m.path("api_requests").asLong(0),
        m.path("failed_requests").asLong(0));
  }
}
