package dev.trimtab.app.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// The named figures of an evidence. Those that have words of their own are taken out one by one;
/// what is left is told by its name.
final class Figures {
  private static final double MEBI = 1 << 20;
  private static final double GIBI = 1 << 30;

  private final Map<String, Double> left = new TreeMap<>();

  /// @param evidence JSON of a recommendation
  Figures(JsonNode evidence) {
    for (var figure : evidence.path("figures").properties()) {
      if (figure.getValue().isNumber()) {
        left.put(figure.getKey(), figure.getValue().doubleValue());
      }
    }
  }

  /// Takes a figure; empty where it is not there, or no number.
  OptionalDouble take(String name) {
    var value = left.remove(name);
    return value == null || value.isNaN() ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /// Those that nobody took, a line each.
  List<String> rest() {
    var lines = new ArrayList<String>();
    left.forEach((name, value) -> lines.add("%-24s %s".formatted(name, shown(name, value))));
    return lines;
  }

  private static String shown(String name, double value) {
    if (name.endsWith("_bytes")) {
      return memory(value);
    }
    if (name.endsWith("_cores")) {
      return cores(value) + " cores";
    }
    if (name.endsWith("_share")) {
      return percent(value);
    }
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.format(Locale.ROOT, "%,d", (long) value)
        : String.format(Locale.ROOT, "%.4g", value);
  }

  static String cores(double cores) {
    return String.format(Locale.ROOT, cores < 0.01 ? "%.4f" : "%.3f", cores);
  }

  static String memory(double bytes) {
    return bytes < 10 * GIBI
        ? String.format(Locale.ROOT, "%,.0f Mi", bytes / MEBI)
        : String.format(Locale.ROOT, "%,.1f Gi", bytes / GIBI);
  }

  /// A share in percent, with as many digits as it takes to see it.
  static String percent(double share) {
    double percent = 100 * share;
    if (percent == 0 || percent >= 9.95) {
      return String.format(Locale.ROOT, "%.0f%%", percent);
    }
    return String.format(
        Locale.ROOT,
        percent >= 0.095 ? "%.1f%%" : percent >= 0.0095 ? "%.2f%%" : "%.3f%%",
        percent);
  }
}
