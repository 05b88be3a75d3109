package dev.trimtab.app.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// What was seen of a container, in words.
final class Seen {
  private Seen() {}

  static List<String> lines(JsonNode evidence, Figures figures) {
    var lines = new ArrayList<String>();
    var days = figures.take("days");
    if (evidence.has("from")) {
      lines.add(
          "Seen: %sfrom %s until before %s, %s samples."
              .formatted(
                  days.isPresent() ? days(days.getAsDouble()) + ", " : "",
                  day(evidence.path("from").asString()),
                  day(evidence.path("to").asString()),
                  String.format(Locale.ROOT, "%,d", evidence.path("samples").asLong())));
    }
    add(lines, "  CPU     ", cpu(figures));
    add(lines, "  memory  ", memory(figures));
    return lines;
  }

  private static void add(List<String> lines, String name, List<String> parts) {
    if (!parts.isEmpty()) {
      lines.add(name + String.join(", ", parts));
    }
  }

  private static List<String> cpu(Figures figures) {
    var parts = new ArrayList<String>();
    figures
        .take("cpu_average_cores")
        .ifPresent(v -> parts.add("%s cores on average".formatted(Figures.cores(v))));
    var percentile = figures.take("cpu_percentile");
    figures
        .take("cpu_percentile_cores")
        .ifPresent(v ->
            parts.add(
                "%s at %s"
                    .formatted(
                        Figures.cores(v),
                        percentile.isPresent()
                            ? "P" + trimmed(100 * percentile.getAsDouble())
                            : "the percentile")));
    figures
        .take("cpu_peak_cores")
        .ifPresent(v -> parts.add("%s at its peak".formatted(Figures.cores(v))));
    figures
        .take("cpu_throttled_share")
        .ifPresent(v ->
            parts.add(
                v == 0
                    ? "never throttled"
                    : "throttled in up to %s of periods".formatted(Figures.percent(v))));
    return parts;
  }

  private static List<String> memory(Figures figures) {
    var parts = new ArrayList<String>();
    figures
        .take("memory_peak_bytes")
        .ifPresent(v -> parts.add("%s at its peak".formatted(Figures.memory(v))));
    figures
        .take("oom_kills")
        .ifPresent(v ->
            parts.add(
                v == 0 ? "no OOM kills" : "%.0f OOM %s".formatted(v, v == 1 ? "kill" : "kills")));
    return parts;
  }

  private static String days(double days) {
    return "%.0f %s".formatted(days, days == 1 ? "day" : "days");
  }

  /// Midnights are told by their day.
  private static String day(String instant) {
    return instant.replace("T00:00:00Z", "");
  }

  private static String trimmed(double number) {
    return number == Math.rint(number)
        ? "%.0f".formatted(number)
        : String.format(Locale.ROOT, "%s", Math.round(number * 100) / 100.0);
  }
}
