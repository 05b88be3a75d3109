package dev.trimtab.report.grid;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.jspecify.annotations.Nullable;

/// Writes rows of cells from an anchor on, each from left to right.
public final class Grid {
  private final Book book;
  private final XSSFSheet sheet;
  private final int left;
  private int row;
  private int column;

  private Grid(Book book, XSSFSheet sheet, int top, int left) {
    this.book = book;
    this.sheet = sheet;
    this.left = left;
    this.row = top - 1;
    this.column = left;
  }

  /// Begins at a named range; the first `nextRow()` is its own row.
  public static Grid at(Book book, String anchor) {
    var cell = book.anchor(anchor);
    return new Grid(book, book.sheet(cell), cell.getRow(), cell.getCol());
  }

  public Grid nextRow() {
    row++;
    column = left;
    return this;
  }

  public Grid text(String text) {
    return text("text", text);
  }

  public Grid text(String styleName, String text) {
    var style = book.style(styleName);
    var cell = cell();
    cell.setCellValue(SafeText.of(text));
    cell.setCellStyle(SafeText.looksLikeFormula(text) ? book.quoted(style) : style);
    return this;
  }

  public Grid number(String styleName, double number) {
    var cell = cell();
    cell.setCellValue(number);
    cell.setCellStyle(book.style(styleName));
    return this;
  }

  /// A cell holds a double: counts are exact up to 2^53.
  public Grid count(String styleName, long count) {
    return number(styleName, (double) count);
  }

  public Grid money(BigDecimal amount) {
    return number("money", amount.doubleValue());
  }

  /// An empty cell where there is no number.
  public Grid numberOrEmpty(String styleName, @Nullable BigDecimal number) {
    return number == null ? empty(styleName) : number(styleName, number.doubleValue());
  }

  public Grid day(LocalDate day) {
    var cell = cell();
    cell.setCellValue(day);
    cell.setCellStyle(book.style("date"));
    return this;
  }

  public Grid formula(String styleName, String formula) {
    var cell = cell();
    cell.setCellFormula(formula);
    cell.setCellStyle(book.style(styleName));
    return this;
  }

  public Grid empty(String styleName) {
    cell().setCellStyle(book.style(styleName));
    return this;
  }

  public Grid height(double points) {
    currentRow().setHeightInPoints((float) points);
    return this;
  }

  /// The row being written, as formulas count it.
  public int rowNumber() {
    return row + 1;
  }

  /// A column of this grid as formulas name it; 0 is the first.
  public String letter(int offset) {
    return CellReference.convertNumToColString(left + offset);
  }

  public XSSFSheet sheet() {
    return sheet;
  }

  private XSSFCell cell() {
    var r = currentRow();
    var existing = r.getCell(column);
    var cell = existing == null ? r.createCell(column) : existing;
    column++;
    return cell;
  }

  private XSSFRow currentRow() {
    var existing = sheet.getRow(row);
    return existing == null ? sheet.createRow(row) : existing;
  }
}
