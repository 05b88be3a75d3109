package dev.trimtab.report.grid;

import dev.trimtab.model.cost.DailyCost.Kind;
import dev.trimtab.report.CentCosts;

/// Formulas that add up the Fact table.
public final class Sums {
  private Sums() {}

  public static String total() {
    return "SUM(" + Column.EFFECTIVE_COST.reference() + ")";
  }

  /// The criteria are pairs of a column and an expression.
  public static String where(String criteria) {
    return "SUMIFS(" + Column.EFFECTIVE_COST.reference() + "," + criteria + ")";
  }

  public static String isKind(Kind kind) {
    return Column.KIND.reference() + ",\"" + CentCosts.word(kind) + "\"";
  }

  /// A team's cost of a kind. The leading "=" keeps a team called `>5` or `<>` from being read as
  /// an operator; wildcards are no part of a team's spelling.
  ///
  /// @param cell where the team's name is
  public static String of(String cell, Kind kind) {
    return where(says(Column.TEAM, cell) + "," + isKind(kind));
  }

  /// A criterion that a column says what a cell does, whose text is never taken for an operator.
  public static String says(Column column, String cell) {
    return column.reference() + ",\"=\"&" + cell;
  }

  public static String isDay(String cell) {
    return Column.CHARGE_PERIOD_START.reference() + "," + cell;
  }
}
