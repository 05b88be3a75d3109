package dev.trimtab.app.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/// What would have happened on the container's own history: a row each for the policy chosen,
/// today's requests, and two peers.
final class BacktestTable {
  private BacktestTable() {}

  private record Row(
      String name,
      OptionalDouble coreHours,
      OptionalDouble overShare,
      OptionalDouble gibHours,
      OptionalDouble daysOver) {
    static Row of(String name, String key, Figures figures) {
      var prefix = "backtest_" + key + "_";
      return new Row(
          name,
          figures.take(prefix + "cpu_core_hours"),
          figures.take(prefix + "cpu_over_share"),
          figures.take(prefix + "memory_gib_hours"),
          figures.take(prefix + "memory_days_over"));
    }

    boolean known() {
      return coreHours.isPresent()
          || overShare.isPresent()
          || gibHours.isPresent()
          || daysOver.isPresent();
    }
  }

  /// The lines of the table; none where nothing was backtested.
  ///
  /// @param bound what memory must not peak above: `limit`, or `request` where there is no limit
  static List<String> lines(Figures figures, String bound) {
    var days = figures.take("backtest_days");
    var today = Row.of("today", "today", figures);
    var rows =
        List.of(
            Row.of("trimtab", "ours", figures),
            today,
            Row.of("vpa", "vpa", figures),
            Row.of("krr", "krr", figures));
    if (rows.stream().noneMatch(Row::known)) {
      return List.of();
    }
    var lines = new ArrayList<String>();
    lines.add(
        "Backtest, had it been in force%s:"
            .formatted(
                days.isPresent() ? " over the last %.0f days".formatted(days.getAsDouble()) : ""));
    lines.add(
        "            CPU requested         intervals   memory requested     days with a peak");
    lines.add(
        "            core-hours  to today  over it     GiB-hours  to today  over the " + bound);
    for (var row : rows) {
      if (row.known()) {
        lines.add(
            "  %-8s  %10s  %8s  %9s  %11s  %8s  %14s"
                .formatted(
                    row.name(),
                    number(row.coreHours()),
                    change(row.coreHours(), today.coreHours()),
                    row.overShare().isPresent()
                        ? Figures.percent(row.overShare().getAsDouble())
                        : "-",
                    number(row.gibHours()),
                    change(row.gibHours(), today.gibHours()),
                    row.daysOver().isPresent()
                        ? "%.0f".formatted(row.daysOver().getAsDouble())
                        : "-"));
      }
    }
    return lines;
  }

  private static String number(OptionalDouble value) {
    return value.isEmpty()
        ? "-"
        : String.format(
            Locale.ROOT, value.getAsDouble() < 100 ? "%,.1f" : "%,.0f", value.getAsDouble());
  }

  private static String change(OptionalDouble value, OptionalDouble than) {
    return value.isEmpty() || than.isEmpty() || than.getAsDouble() == 0 || value.equals(than)
        ? ""
        : String.format(
            Locale.ROOT, "%+.0f%%", 100 * (value.getAsDouble() / than.getAsDouble() - 1));
  }
}
