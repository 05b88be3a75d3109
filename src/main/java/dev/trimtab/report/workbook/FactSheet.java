package dev.trimtab.report.workbook;

import dev.trimtab.report.CentCosts;
import dev.trimtab.report.CentRow;
import dev.trimtab.report.grid.Book;
import dev.trimtab.report.grid.Column;
import dev.trimtab.report.grid.SafeText;
import dev.trimtab.report.sheet.Report;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.poi.ss.SpreadsheetVersion;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.util.AreaReference;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFRichTextString;

/// Every cost row, in the Excel table `Fact` that all other figures are summed from.
///
/// Its rows are never cells in memory, which would take 20 KB each: they are written into the
/// sheet's XML as the file is written.
final class FactSheet {
  private static final String TABLE = "Fact";
  private static final String END = "</sheetData>";

  private final Book book;
  private final Report report;
  private final Map<String, Integer> strings = new HashMap<>();

  private FactSheet(Book book, Report report) {
    this.book = book;
    this.report = report;
  }

  /// Makes room for the rows; what they say is known to the workbook from here on.
  static FactSheet prepare(Book book, Report report) {
    var sheet = new FactSheet(book, report);
    report.costs().rows().forEach(row -> sheet.texts(row).forEach(sheet::remember));
    resize(book, report.costs().rows().size());
    return sheet;
  }

  /// Writes the workbook with the rows in it.
  void write(OutputStream out) throws IOException {
    var bare = new ByteArrayOutputStream();
    book.workbook().write(bare);
    var part =
        book.sheet(book.anchorOf(TABLE)).getPackagePart().getPartName().getName().substring(1);
    try (var from = new ZipInputStream(new ByteArrayInputStream(bare.toByteArray()))) {
      var to = new ZipOutputStream(out);
      for (var entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
        var same = new ZipEntry(entry.getName());
        same.setTime(0);
        to.putNextEntry(same);
        if (entry.getName().equals(part)) {
          rows(new String(from.readAllBytes(), StandardCharsets.UTF_8), to);
        } else {
          from.transferTo(to);
        }
        to.closeEntry();
      }
      to.finish();
    }
  }

  private void rows(String xml, OutputStream out) throws IOException {
    var end = xml.indexOf(END);
    out.write(xml.substring(0, end).getBytes(StandardCharsets.UTF_8));
    var looks = new Looks(book);
    var number = book.anchorOf(TABLE).getRow() + 1;
    var line = new StringBuilder();
    for (var row : report.costs().rows()) {
      line.setLength(0);
      row(line, ++number, row, looks);
      out.write(line.toString().getBytes(StandardCharsets.UTF_8));
    }
    out.write(xml.substring(end).getBytes(StandardCharsets.UTF_8));
  }

  private void row(StringBuilder xml, int number, CentRow row, Looks looks) {
    xml.append("<row r=\"").append(number).append("\">");
    var texts = texts(row).iterator();
    for (var column : Column.values()) {
      var at = (char) ('A' + column.index()) + Integer.toString(number);
      switch (column) {
        case CHARGE_PERIOD_START ->
            figure(xml, at, looks.date, DateUtil.getExcelDate(row.row().day()));
        case CONSUMED_QUANTITY -> {
          var quantity = row.row().quantity();
          if (quantity == null) {
            open(xml, at, looks.quantity).append("/>");
          } else {
            figure(xml, at, looks.quantity, quantity.doubleValue());
          }
        }
        case EFFECTIVE_COST -> figure(xml, at, looks.amount, row.cents().doubleValue());
        default -> text(xml, at, looks, texts.next());
      }
    }
    xml.append("</row>");
  }

  private void text(StringBuilder xml, String at, Looks looks, String text) {
    var style = SafeText.looksLikeFormula(text) ? looks.quoted : looks.text;
    open(xml, at, style).append(" t=\"s\"><v>").append(strings.get(text)).append("</v></c>");
  }

  private static void figure(StringBuilder xml, String at, int style, double figure) {
    open(xml, at, style).append("><v>").append(figure).append("</v></c>");
  }

  private static StringBuilder open(StringBuilder xml, String at, int style) {
    return xml.append("<c r=\"").append(at).append("\" s=\"").append(style).append('"');
  }

  private List<String> texts(CentRow row) {
    var cost = row.row();
    return List.of(
        cost.provider(),
        cost.serviceName(),
        cost.cluster(),
        cost.namespace(),
        row.team(),
        CentCosts.word(row.kind()),
        cost.sku(),
        cost.unit(),
        report.data().currency().getCurrencyCode(),
        cost.priceBasis(),
        row.costCentre(),
        row.environment());
  }

  private void remember(String text) {
    strings.computeIfAbsent(
        text,
        same ->
            book.workbook()
                .getSharedStringSource()
                .addSharedStringItem(new XSSFRichTextString(SafeText.of(same))));
  }

  /// The styles of the columns, by their number in the file.
  private static final class Looks {
    private final int date;
    private final int text;
    private final int quoted;
    private final int quantity;
    private final int amount;

    Looks(Book book) {
      date = number(book.style("date"));
      text = number(book.style("text"));
      quoted = number(book.quoted(book.style("text")));
      quantity = number(book.style("quantity"));
      amount = number(book.style("amount"));
    }

    private static int number(XSSFCellStyle style) {
      return style.getIndex();
    }
  }

  /// A template that was restyled before a column was added lacks it.
  private static void complete(Book book) {
    var table = book.workbook().getTable(TABLE);
    var header = book.sheet(book.anchorOf(TABLE)).getRow(book.anchorOf(TABLE).getRow());
    for (var column : Column.values()) {
      int at = column.index();
      if (at >= table.getColumnCount()) {
        table.createColumn(column.header(), at);
        var cell = header.createCell(at);
        cell.setCellValue(column.header());
        cell.setCellStyle(header.getCell(at - 1).getCellStyle());
      }
    }
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
    complete(book);
    table.setArea(area);
    if (table.getCTTable().isSetAutoFilter()) {
      table.getCTTable().getAutoFilter().setRef(area.formatAsString());
    }
    book.quoted(book.style("text")); // made before the styles are written
  }
}
