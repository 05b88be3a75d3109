package dev.trimtab.report.workbook;

import dev.trimtab.model.report.Reconciliation;
import dev.trimtab.report.Checks;

/// Each figure from two sides; whether they tie is a formula, so that it can be followed.
final class ReconciliationSheet {
  private static final double NOTE_WIDTH = 58;

  private ReconciliationSheet() {}

  static void write(Book book, Report report) {
    var grid = Grid.at(book, "at_reconciliation");
    var first = book.anchor("at_reconciliation").getRow() + 1;
    var data = report.data();
    var costs = report.costs();
    var stored = Checks.stored(data, costs);
    row(grid, stored, "total_cost", stored.theirs().toPlainString());
    row(grid, Checks.chargeback(costs), "chargeback_total", "total_cost");
    row(grid, Checks.llm(data, costs), "llm_sheet_total", "llm_cost");
    for (var check : data.reconciliations()) {
      row(grid, check, check.ours().toPlainString(), check.theirs().toPlainString());
    }
    Grid.at(book, "checks_failed")
        .nextRow()
        .formula(
            report.headline().failedChecks() == 0 ? "kpi_pass" : "kpi_fail",
            "COUNTIF(Reconciliation!F%d:F%d,\"FAIL\")".formatted(first, grid.rowNumber()));
  }

  private static void row(Grid grid, Reconciliation check, String ours, String theirs) {
    grid.nextRow().text("text_wrap", check.check());
    var row = grid.rowNumber();
    side(grid, ours);
    side(grid, theirs);
    grid.formula("money", "B%d-C%d".formatted(row, row))
        .number("money", check.tolerance().doubleValue())
        // rounded, since decimals in binary differ by less than anybody is owed
        .formula(
            check.passes() ? "pass" : "fail",
            "IF(ROUND(ABS(D%d),6)<=E%d,\"PASS\",\"FAIL\")".formatted(row, row))
        .text("text_wrap", check.note());
    grid.height(
        RowHeight.of(
            RowHeight.lines(check.note(), NOTE_WIDTH), RowHeight.lines(check.check(), 38)));
  }

  /// A named figure stays live; a number from outside is a number.
  private static void side(Grid grid, String figure) {
    if (Character.isLetter(figure.charAt(0))) {
      grid.formula("money", figure);
    } else {
      grid.number("money", Double.parseDouble(figure));
    }
  }
}
