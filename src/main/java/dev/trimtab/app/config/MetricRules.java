package dev.trimtab.app.config;

import java.util.List;
import java.util.function.BiConsumer;

/// What a single value of `allocation.businessMetrics` cannot tell.
///
/// @param error takes a path and what is wrong there
record MetricRules(BiConsumer<String, String> error) {

  void check(Config config) {
    var measured =
        config.clusters().stream()
            .filter(cluster -> !cluster.prometheus().url().isEmpty())
            .map(Config.ClusterConfig::name)
            .toList();
    var metrics = config.allocation().businessMetrics();
    for (int i = 0; i < metrics.size(); i++) {
      var path = "allocation.businessMetrics[" + i + "]";
      var metric = metrics.get(i);
      cluster(path + ".cluster", metric.cluster(), measured);
    }
  }

  private void cluster(String path, String cluster, List<String> measured) {
    if (cluster.isEmpty() ? measured.size() == 1 : measured.contains(cluster)) {
      return;
    }
    error.accept(
        path,
        "(%s) must name a cluster whose Prometheus counts it. There are: %s"
            .formatted(cluster, measured.isEmpty() ? "none" : String.join(", ", measured)));
  }
}
