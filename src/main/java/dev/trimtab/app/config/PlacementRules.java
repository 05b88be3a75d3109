package dev.trimtab.app.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;

/// What a single value of `placement` cannot tell.
final class PlacementRules {
  private static final Duration KEPT_BY_AWS = Duration.ofDays(90);
  private static final BigDecimal ANY_NODE = new BigDecimal(1000);

  private final BiConsumer<String, String> error;

  /// @param error takes a path and what is wrong there
  PlacementRules(BiConsumer<String, String> error) {
    this.error = error;
  }

  void check(Config config) {
    var placement = config.placement();
    spot(placement.spot());
    var clusters = config.clusters().stream().map(Config.ClusterConfig::name).toList();
    for (int i = 0; i < placement.reserved().size(); i++) {
      reserved("placement.reserved[" + i + "]", placement.reserved().get(i), clusters);
    }
    for (int i = 0; i < placement.overlays().size(); i++) {
      if (placement.overlays().get(i).percent().signum() == 0) {
        error.accept(
            "placement.overlays[" + i + "]",
            "changes nothing. Maybe set percent: -15 for a discount of 15%");
      }
    }
  }

  private void spot(Config.SpotConfig spot) {
    var window = spot.window();
    if (spot.price().equals("mean") && window.isZero()) {
      error.accept(
          "placement.spot.window",
          "(%s) leaves no time to take a mean over. Maybe set placement.spot.price: now"
              .formatted(ConfigRules.words(window)));
    }
    if (window.compareTo(KEPT_BY_AWS) > 0) {
      error.accept(
          "placement.spot.window",
          "(%s) is longer than AWS keeps spot prices (%s). Maybe you meant 3d?"
              .formatted(ConfigRules.words(window), ConfigRules.words(KEPT_BY_AWS)));
    }
  }

  private void reserved(String path, Config.ReservedConfig reserved, List<String> clusters) {
    if (reserved.cluster().isEmpty() && clusters.size() > 1) {
      error.accept(
          path + ".cluster",
          "must be set, as there are %d clusters, and each would count the same nodes as its own. Known: %s"
              .formatted(clusters.size(), String.join(", ", clusters)));
    }
    if (!reserved.cluster().isEmpty() && !clusters.contains(reserved.cluster())) {
      error.accept(
          path + ".cluster",
          "(%s) is no cluster's name. %sKnown: %s"
              .formatted(
                  reserved.cluster(),
                  Nearest.to(reserved.cluster(), clusters)
                      .map(name -> "Maybe you meant " + name + "? ")
                      .orElse(""),
                  clusters.isEmpty() ? "none" : String.join(", ", clusters)));
    }
    if (reserved.pricePerHour().compareTo(ANY_NODE) > 0) {
      error.accept(
          path + ".pricePerHour",
          "(%s) is more than any node costs an hour. Maybe it is a price of a month? Divide it by 730"
              .formatted(reserved.pricePerHour().toPlainString()));
    }
  }
}
