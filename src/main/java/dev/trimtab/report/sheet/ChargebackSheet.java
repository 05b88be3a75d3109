package dev.trimtab.report.sheet;

import dev.trimtab.model.cost.DailyCost.Kind;
import dev.trimtab.report.grid.Book;
import dev.trimtab.report.grid.Grid;
import dev.trimtab.report.grid.Sums;

/// What each team is charged, by kind; every figure a SUMIFS over the Fact table.
public final class ChargebackSheet {
  private static final int KINDS = Kind.values().length;
  private final int firstRow;
  private int lastRow;

  private ChargebackSheet(int firstRow) {
    this.firstRow = firstRow;
    this.lastRow = firstRow - 1;
  }

  public static ChargebackSheet write(Book book, Report report) {
    var grid = Grid.at(book, "at_chargeback");
    var sheet = new ChargebackSheet(book.anchor("at_chargeback").getRow() + 1);
    report.costs().byTeam().keySet().forEach(team -> sheet.team(grid, team));
    sheet.totals(book, grid);
    CostCentres.write(grid, report);
    return sheet;
  }

  int teams() {
    return lastRow - firstRow + 1;
  }

  /// The team that is charged most is the first, 0.
  String nameCell(int team) {
    return "Chargeback!$A$" + (firstRow + team);
  }

  String totalCell(int team) {
    return "Chargeback!$H$" + (firstRow + team);
  }

  private void team(Grid grid, String team) {
    grid.nextRow().text(team);
    lastRow = grid.rowNumber();
    var name = "$" + grid.letter(0) + lastRow;
    for (var kind : Kind.values()) {
      grid.formula("money", Sums.of(name, kind));
    }
    grid.formula(
        "money", "SUM(%s%d:%s%d)".formatted(grid.letter(1), lastRow, grid.letter(KINDS), lastRow));
    grid.formula("percent", share(grid));
  }

  private void totals(Book book, Grid grid) {
    grid.nextRow().text("text_total", "Total");
    for (var column = 1; column <= KINDS + 1; column++) {
      grid.formula("money_total", sum(grid.letter(column)));
    }
    grid.formula("percent_total", share(grid));
    book.define(
        "chargeback_total",
        "Chargeback!$%s$%d".formatted(grid.letter(KINDS + 1), grid.rowNumber()));
  }

  private String sum(String column) {
    return teams() == 0 ? "0" : "SUM(%s%d:%s%d)".formatted(column, firstRow, column, lastRow);
  }

  private static String share(Grid grid) {
    return "IF(total_cost=0,0,%s%d/total_cost)".formatted(grid.letter(KINDS + 1), grid.rowNumber());
  }
}
