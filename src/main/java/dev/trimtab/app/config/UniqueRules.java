package dev.trimtab.app.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/// What may stand in a list but once: what has the same name twice would be read, counted or told
/// twice, or would hide one of the two.
///
/// @param error takes a path and what is wrong there
record UniqueRules(BiConsumer<String, String> error) {
  void check(Config config) {
    named("clusters", "name", config.clusters(), Config.ClusterConfig::name);
    named(
        "allocation.businessMetrics",
        "name",
        config.allocation().businessMetrics(),
        Config.BusinessMetricConfig::name);
    named("aws.bedrockLogs", "bucket", config.aws().bedrockLogs(), UniqueRules::logs);
    budgets(config.sentinel().budgets());
    texts("usage.files", config.usage().files());
    texts("aws.regions", config.aws().regions());
    texts("aws.bedrockRegions", config.aws().bedrockRegions());
    texts("aws.files", config.aws().files());
    texts("llm.files", config.llm().files());
    texts("llm.ownerFiles", config.llm().ownerFiles());
    texts("billing.focus", config.billing().focus());
    texts("report.recipients", config.report().recipients());
    texts("sentinel.mail", config.sentinel().mail());
  }

  private static String logs(Config.BedrockLogsConfig logs) {
    return logs.prefix().isEmpty() ? logs.bucket() : logs.bucket() + "/" + logs.prefix();
  }

  private <T> void named(String list, String key, List<T> items, Function<T, String> name) {
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < items.size(); i++) {
      var value = name.apply(items.get(i));
      var first = value.isEmpty() ? null : seen.putIfAbsent(value, i);
      if (first != null) {
        error.accept(
            "%s[%d].%s".formatted(list, i, key),
            "(%s) is used twice, first by %s[%d]: give one another %s, or leave it out"
                .formatted(value, list, first, key));
      }
    }
  }

  private void texts(String list, List<String> texts) {
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < texts.size(); i++) {
      var first = texts.get(i).isEmpty() ? null : seen.putIfAbsent(texts.get(i), i);
      if (first != null) {
        error.accept(
            "%s[%d]".formatted(list, i),
            "(%s) stands twice, first as %s[%d]: leave one out"
                .formatted(texts.get(i), list, first));
      }
    }
  }

  /// A team is short for its series.
  private void budgets(List<Config.BudgetConfig> budgets) {
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < budgets.size(); i++) {
      var budget = budgets.get(i);
      boolean byTeam = budget.series().isEmpty();
      if (byTeam && budget.team().isEmpty()) {
        continue; // told elsewhere: it is of nothing
      }
      var series = byTeam ? "llm team/" + budget.team() : budget.series();
      var first = seen.putIfAbsent(series, i);
      if (first != null) {
        error.accept(
            "sentinel.budgets[%d].%s".formatted(i, byTeam ? "team" : "series"),
            "(%s) is the series %s, which has a budget already, in sentinel.budgets[%d]: leave one out"
                .formatted(byTeam ? budget.team() : series, series, first));
      }
    }
  }
}
