package dev.trimtab.app.explain;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Stated risks in words.
final class Risks {
  private Risks() {}

  /// @param interval grain of usage
  /// @param bound what memory must not peak above: `limit`, or `request` where there is no limit
  static List<String> lines(Figures figures, Duration interval, String bound) {
    var parts = new ArrayList<String>();
    figures
        .take("cpu_exceedance_stated")
        .ifPresent(risk ->
            parts.add(
                "%s %s intervals above the CPU request".formatted(oneIn(risk), words(interval))));
    figures
        .take("memory_exceedance_stated")
        .ifPresent(risk ->
            parts.add(
                "%s chance per day that memory peaks above the %s".formatted(chance(risk), bound)));
    return parts.isEmpty() ? List.of() : List.of("Risk: " + String.join("; ", parts) + ".");
  }

  /// A rare share as one in so many, to two digits; a frequent one in percent.
  private static String oneIn(double share) {
    if (share < 1e-6) {
      return "fewer than 1 in 1,000,000";
    }
    if (share > 0.1) {
      return Figures.percent(share) + " of";
    }
    double every = 1 / share;
    double unit = Math.pow(10, Math.max(0, Math.floor(Math.log10(every)) - 1));
    return String.format(Locale.ROOT, "1 in %,.0f", Math.round(every / unit) * unit);
  }

  private static String chance(double share) {
    if (share < 1e-5) {
      return "less than a 0.001%";
    }
    var percent = Figures.percent(share);
    return (percent.matches("8.*|11%|18%") ? "an " : "a ") + percent;
  }

  static String words(Duration interval) {
    long minutes = interval.toMinutes();
    return minutes == 5
        ? "five-minute"
        : minutes == 60 ? "one-hour" : minutes == 1 ? "one-minute" : minutes + "-minute";
  }
}
