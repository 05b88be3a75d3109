package dev.trimtab.report.sheet;

import dev.trimtab.model.report.Reconciliation;
import dev.trimtab.report.Checks;
import dev.trimtab.report.grid.Book;
import dev.trimtab.report.grid.Grid;
import dev.trimtab.report.grid.RowHeight;

/// Each figure from two sides; whether they tie is a formula, so that it can be followed.
public final class ReconciliationSheet {
  private static final double NOTE_WIDTH = 70;

  private ReconciliationSheet() {}

  public static void write(Book book, Report report) {
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
    var last = grid.rowNumber();
    BillBlocks.write(grid, data.bill());
    Grid.at(book, "checks_failed")
        .nextRow()
        .formula(
            report.headline().failedChecks() == 0 ? "kpi_pass" : "kpi_fail",
            "COUNTIF(Reconciliation!G%d:G%d,\"FAIL\")".formatted(first, last));
  }

  /// Difference and share of the second figure, of the row that has its two figures in B and C.
  /// Rounded to cents and to hundredths of a percent, as they are shown: less than that would show
  /// as a minus zero.
  static void difference(Grid grid, String money, String percent) {
    var row = grid.rowNumber();
    grid.formula(money, "ROUND(B%d-C%d,2)".formatted(row, row))
        .formula(
            percent,
            "IF(C%1$d=0,IF(B%1$d=0,0,1),ROUND((B%1$d-C%1$d)/ABS(C%1$d),4))".formatted(row));
  }

  private static void row(Grid grid, Reconciliation check, String ours, String theirs) {
    grid.nextRow().text("text_wrap", check.check());
    var row = grid.rowNumber();
    side(grid, ours);
    side(grid, theirs);
    difference(grid, "money", "percent2");
    grid.number("money", check.tolerance().doubleValue())
        .formula(
            check.passes() ? "pass" : "fail",
            "IF(ROUND(ABS(B%1$d-C%1$d),6)<=F%1$d,\"PASS\",\"FAIL\")".formatted(row))
        .text("text_wrap", check.note());
    grid.height(
        RowHeight.of(
            RowHeight.lines(check.note(), NOTE_WIDTH), RowHeight.lines(check.check(), 50)));
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
