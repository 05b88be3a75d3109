package dev.trimtab.report.workbook;

import dev.trimtab.model.cost.DailyCost.Kind;
import dev.trimtab.report.CentCosts;

/// Formulas that add up the Fact table.
final class Sums {
  private Sums() {}

  static String total() {
    return "SUM(" + Column.EFFECTIVE_COST.reference() + ")";
  }

  /// The criteria are pairs of a column and an expression.
  static String where(String criteria) {
    return "SUMIFS(" + Column.EFFECTIVE_COST.reference() + "," + criteria + ")";
  }

  static String isKind(Kind kind) {
    return Column.KIND.reference() + ",\"" + CentCosts.word(kind) + "\"";
  }

  /// The leading "=" keeps a team called `>5` or `<>` from being read as an operator; what SUMIFS
  /// takes for a wildcard is escaped.
  static String isTeam(String team, String cell) {
    var wild = team.chars().anyMatch(c -> "*?~".indexOf(c) >= 0);
    var name =
        wild
            ? "SUBSTITUTE(SUBSTITUTE(SUBSTITUTE(%s,\"~\",\"~~\"),\"*\",\"~*\"),\"?\",\"~?\")"
                .formatted(cell)
            : cell;
    return Column.TEAM.reference() + ",\"=\"&" + name;
  }

  static String isDay(String cell) {
    return Column.CHARGE_PERIOD_START.reference() + "," + cell;
  }
}
