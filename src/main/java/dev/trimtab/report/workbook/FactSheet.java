package dev.trimtab.report.workbook;

import dev.trimtab.report.CentCosts;
import org.apache.poi.ss.SpreadsheetVersion;
import org.apache.poi.ss.util.AreaReference;
import org.apache.poi.ss.util.CellReference;

/// Every cost row, in the Excel table `Fact` that all other figures are summed from.
final class FactSheet {
  private static final String TABLE = "Fact";

  private FactSheet() {}

  static void write(Book book, Report report) {
    var grid = Grid.at(book, "at_fact");
    var currency = report.data().currency().getCurrencyCode();
    for (var row : report.costs().rows()) {
      var cost = row.row();
      grid.nextRow()
          .day(cost.day())
          .text(cost.provider())
          .text(cost.serviceName())
          .text(cost.cluster())
          .text(cost.namespace())
          .text(row.team())
          .text(CentCosts.word(row.kind()))
          .text(cost.sku())
          .numberOrEmpty("quantity", cost.quantity())
          .text(cost.unit())
          .number("amount", row.cents().doubleValue())
          .text(currency)
          .text(cost.priceBasis());
    }
    resize(book, report.costs().rows().size());
  }

  private static void resize(Book book, int rows) {
    var first = book.anchor("at_fact");
    // a table needs a row below its header; without costs that row stays empty
    var last = first.getRow() + Math.max(1, rows) - 1;
    var area =
        new AreaReference(
            new CellReference(first.getRow() - 1, first.getCol()),
            new CellReference(last, first.getCol() + Column.values().length - 1),
            SpreadsheetVersion.EXCEL2007);
    var table = book.workbook().getTable(TABLE);
    table.setArea(area);
    if (table.getCTTable().isSetAutoFilter()) {
      table.getCTTable().getAutoFilter().setRef(area.formatAsString());
    }
  }
}
