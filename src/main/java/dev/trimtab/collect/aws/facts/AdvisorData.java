package dev.trimtab.collect.aws.facts;

import dev.trimtab.model.price.InterruptionRate;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The Spot Advisor's document: per region, system and type, `r` for the band of interruptions in
/// the last month and `s` for the savings against on-demand in percent.
public final class AdvisorData {
  /// Where the bands begin; each ends where the next begins, the last at 1.
  private static final List<Double> BANDS = List.of(0.0, 0.05, 0.10, 0.15, 0.20);

  private static final List<String> LABELS = List.of("<5%", "5-10%", "10-15%", "15-20%", ">20%");

  private AdvisorData() {}

  /// Whether the document's own bands are those that we know; true where it does not tell.
  public static boolean hasKnownBands(JsonNode ranges) {
    for (var range : ranges) {
      int index = range.path("index").asInt(-1);
      if (index < 0
          || index >= LABELS.size()
          || !LABELS.get(index).equals(range.path("label").asString(""))) {
        return false;
      }
    }
    return true;
  }

  /// Reads the Linux part of one region.
  ///
  /// @param types `spot_advisor.<region>.Linux`
  public static List<InterruptionRate> read(
      String region, JsonNode types, TypeFilter filter, ProblemTally problems) {
    return types
        .propertyStream()
        .filter(entry -> filter.matches(entry.getKey()))
        .flatMap(entry -> rate(region, entry.getKey(), entry.getValue(), problems).stream())
        .toList();
  }

  private static Optional<InterruptionRate> rate(
      String region, String type, JsonNode entry, ProblemTally problems) {
    int band = entry.path("r").asInt(-1);
    var savings = entry.path("s");
    // savings may be negative: some spot prices stand above the on-demand one
    if (band < 0 || band >= BANDS.size() || !savings.canConvertToInt() || savings.asInt() > 100) {
      problems.add(
          region + "/" + type,
          "unknown-band",
          "the advisor says %s; wanted r in 0..4 and s of at most 100".formatted(entry));
      return Optional.empty();
    }
    double below = band + 1 < BANDS.size() ? BANDS.get(band + 1) : 1.0;
    return Optional.of(new InterruptionRate(region, type, BANDS.get(band), below, savings.asInt()));
  }
}
