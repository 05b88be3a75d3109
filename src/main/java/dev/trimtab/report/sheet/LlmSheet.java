package dev.trimtab.report.sheet;

import dev.trimtab.model.cost.DailyCost;
import dev.trimtab.report.grid.Book;
import dev.trimtab.report.grid.Grid;
import dev.trimtab.report.grid.RowHeight;

/// Token spend by provider, model, project, team and API key, with what nobody owns and what has no
/// price.
public final class LlmSheet {
  /// Characters that fit a line of the columns that wrap, as the template sizes them; a tuned model
  /// has a long name.
  private static final double MODEL_WIDTH = 30;

  private static final double NAME_WIDTH = 19;

  /// The key's column came later than the others: it is the last, so that a template of the house,
  /// and formulas of its own over the sheet, go on to fit.
  private static final int KEY_COLUMN = 14;

  private static final int KEY_WIDTH = 18;

  private LlmSheet() {}

  public static void write(Book book, Report report) {
    var groups = LlmGroup.of(report.data().llm());
    var grid = Grid.at(book, "at_llm");
    var first = book.anchor("at_llm").getRow() + 1;
    header(book);
    groups.forEach(group -> row(grid, group));
    var last = Math.max(first, grid.rowNumber());
    totals(grid, first, last);
    book.define("llm_sheet_total", "LLM!$J$" + grid.rowNumber());
    UnitCosts.write(grid, report.data());
    kpis(book, first, last);
  }

  private static void row(Grid grid, LlmGroup group) {
    var unpriced = group.unpriced() > 0;
    grid.nextRow()
        .text(group.provider())
        .text("text_wrap", group.model())
        .text("text_wrap", group.project())
        .text("text_wrap", group.team())
        .height(
            RowHeight.of(
                RowHeight.lines(group.model(), MODEL_WIDTH),
                RowHeight.lines(group.project(), NAME_WIDTH),
                RowHeight.lines(group.team(), NAME_WIDTH),
                RowHeight.lines(group.key(), KEY_WIDTH)));
    for (var bucket : LlmGroup.Bucket.values()) {
      grid.count("integer", group.tokens().getOrDefault(bucket, 0L));
    }
    if (group.cost() == null) {
      grid.text("unpriced", "UNPRICED");
    } else {
      grid.money(group.cost());
    }
    grid.formula("rate", perMillion(grid.rowNumber(), "\"\""));
    grid.count(unpriced ? "unpriced_integer" : "integer", group.unpriced());
    if (group.requests() == null) {
      grid.empty("integer");
    } else {
      grid.count("integer", group.requests());
    }
    grid.formula("rate", perThousandRequests(grid.rowNumber())).text("text_wrap", group.key());
  }

  /// Where a template is older than the column.
  private static void header(Book book) {
    var anchor = book.anchor("at_llm");
    var sheet = book.sheet(anchor);
    var row = sheet.getRow(anchor.getRow() - 1);
    int column = anchor.getCol() + KEY_COLUMN;
    if (row != null && row.getCell(column) == null) {
      var cell = row.createCell(column);
      cell.setCellValue("API key");
      cell.setCellStyle(book.style("header"));
      sheet.setColumnWidth(column, KEY_WIDTH * 256);
    }
  }

  /// Nothing where requests are not told; unpriced ones would make a request look cheap.
  private static String perThousandRequests(int row) {
    return "IF(OR(SUM(M%1$d)<=0,L%1$d>0),\"\",J%1$d/M%1$d*1000)".formatted(row);
  }

  /// Unpriced tokens are left out of the divisor: they would make the price look low.
  private static String perMillion(int row, String none) {
    return "IF(SUM(E%1$d:I%1$d)-L%1$d<=0,%2$s,SUM(J%1$d)/(SUM(E%1$d:I%1$d)-L%1$d)*1000000)"
        .formatted(row, none);
  }

  private static void totals(Grid grid, int first, int last) {
    if (grid.rowNumber() < first) {
      grid.nextRow().text("note", "No token usage in this period.");
    }
    grid.nextRow().text("text_total", "Total");
    grid.empty("text_total").empty("text_total").empty("text_total");
    for (var column = 4; column < 9; column++) {
      grid.formula("integer_total", sum(grid.letter(column), first, last));
    }
    grid.formula("money_total", sum("J", first, last));
    grid.formula("rate_total", perMillion(grid.rowNumber(), "0"));
    grid.formula("integer_total", sum("L", first, last));
    grid.formula("integer_total", told("M", first, last))
        .empty("integer_total")
        .empty("text_total");
  }

  private static void kpis(Book book, int first, int last) {
    var unattributed =
        "SUMIFS(J%d:J%d,D%d:D%d,\"%s\")"
            .formatted(first, last, first, last, DailyCost.UNATTRIBUTED);
    Grid.at(book, "at_llm_kpis")
        .nextRow()
        .formula("kpi_money", "llm_sheet_total")
        .empty("kpi_money")
        .formula("kpi_money", unattributed)
        .formula(
            "kpi_percent", "IF(llm_sheet_total=0,0,%s/llm_sheet_total)".formatted(unattributed))
        .formula("kpi_warn", sum("L", first, last));
  }

  /// Nothing where no cell tells: a sum of nothing would say that there were none.
  private static String told(String column, int first, int last) {
    return "IF(COUNT(%1$s%2$d:%1$s%3$d)=0,\"\",%4$s)"
        .formatted(column, first, last, sum(column, first, last));
  }

  private static String sum(String column, int first, int last) {
    return "SUM(%s%d:%s%d)".formatted(column, first, column, last);
  }
}
