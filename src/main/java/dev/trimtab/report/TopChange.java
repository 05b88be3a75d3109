package dev.trimtab.report;

import dev.trimtab.model.report.ReportData;
import dev.trimtab.units.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/// The largest move of one team's spend on one kind, between the last days and those just before.
final class TopChange {
  private static final int LONGEST = 7;

  private TopChange() {}

  /// In words, over up to a week each; empty where there are fewer than two days or nothing moved.
  static String of(ReportData data, CentCosts costs) {
    var end = data.period().end().atZone(ZoneOffset.UTC).toLocalDate();
    var days = (int) Math.min(LONGEST, data.period().length().toDays() / 2);
    if (days == 0) {
      return "";
    }
    return moves(costs, end, days).entrySet().stream()
        .filter(move -> move.getValue().signum() != 0)
        .max(Comparator.comparing(move -> move.getValue().abs()))
        .map(move ->
            "%s %s in the last %s against the %s before"
                .formatted(
                    move.getKey(),
                    Amounts.change(new Money(data.currency(), move.getValue())),
                    days == 1 ? "day" : days + " days",
                    days == 1 ? "day" : days))
        .orElse("");
  }

  private static Map<String, BigDecimal> moves(CentCosts costs, LocalDate end, int days) {
    var middle = end.minusDays(days);
    var start = middle.minusDays(days);
    var moves = new TreeMap<String, BigDecimal>();
    for (var row : costs.rows()) {
      var day = row.row().day();
      if (!day.isBefore(start) && day.isBefore(end)) {
        var signed = day.isBefore(middle) ? row.cents().negate() : row.cents();
        moves.merge(row.team() + ", " + CentCosts.word(row.kind()) + ":", signed, BigDecimal::add);
      }
    }
    return moves;
  }
}
