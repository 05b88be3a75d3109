package dev.trimtab.collect.aws;

import dev.trimtab.model.price.InterruptionRate;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/// The Spot Advisor's data: bands of interruption by region, system and type.
final class SpotAdvisorJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// Upper ends of the bands; the last has none.
  private static final double[] BELOW = {0.05, 0.10, 0.15, 0.20, 1.0};

  private SpotAdvisorJson() {}

  /// Rates of Linux, of one region or of all where it is empty.
  ///
  /// @throws tools.jackson.core.JacksonException for what is no JSON
  static List<InterruptionRate> read(InputStream stream, String region) {
    var rates = new ArrayList<InterruptionRate>();
    for (var area : JSON.readTree(stream).path("spot_advisor").properties()) {
      if (!region.isEmpty() && !region.equals(area.getKey())) {
        continue;
      }
      for (var type : area.getValue().path("Linux").properties()) {
        int band = type.getValue().path("r").asInt(-1);
        if (band >= 0 && band < BELOW.length) {
          rates.add(
              new InterruptionRate(
                  area.getKey(),
                  type.getKey(),
                  band == 0 ? 0 : BELOW[band - 1],
                  BELOW[band],
                  type.getValue().path("s").asInt(0)));
        }
      }
    }
    return rates;
  }
}
