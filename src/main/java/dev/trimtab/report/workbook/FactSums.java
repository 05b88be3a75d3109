package dev.trimtab.report.workbook;

import dev.trimtab.report.CentCosts;
import dev.trimtab.report.CentRow;
import dev.trimtab.report.grid.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/// Computes the formulas that sum the Fact table, whose rows are in no cell.
///
/// It knows `SUM` and `SUMIFS` of the column EffectiveCost, with criteria that are a text, a cell,
/// `"="&` a cell, or a first day.
final class FactSums {
  private static final String CRITERION =
      ",Fact\\[(\\w+)\\],(\"[^\"<>=]*\"|(?:\"=\"&)?\\$?[A-Z]+\\$?\\d+|\">=\"&DATE\\(\\d+,\\d+,1\\))";
  private static final Pattern SUM =
      Pattern.compile(
          "SUM\\(Fact\\[EffectiveCost\\]\\)|SUMIFS\\(Fact\\[EffectiveCost\\]((?:"
              + CRITERION
              + ")+)\\)");
  private static final Pattern ONE = Pattern.compile(CRITERION);

  private final List<CentRow> rows;
  private final List<Known> known = new ArrayList<>();
  private boolean complete = true;

  private record Known(Cell cell, String formula) {}

  private FactSums(List<CentRow> rows) {
    this.rows = rows;
  }

  /// Puts the sums where their formulas were, so that what builds on them can be evaluated.
  static FactSums into(XSSFWorkbook workbook, List<CentRow> rows) {
    var sums = new FactSums(rows);
    workbook.forEach(sheet ->
        sheet.forEach(row ->
            row.forEach(cell -> {
              if (cell.getCellType() == CellType.FORMULA
                  && cell.getCellFormula().contains("Fact[")) {
                sums.put(cell);
              }
            })));
    return sums;
  }

  /// Puts the formulas back, each with its value.
  void restore() {
    for (var k : known) {
      var value = k.cell().getNumericCellValue();
      k.cell().setCellFormula(k.formula());
      k.cell().setCellValue(value);
    }
  }

  /// Whether each formula over the table was one of those known here.
  boolean complete() {
    return complete;
  }

  private void put(Cell cell) {
    var formula = cell.getCellFormula();
    var sum = SUM.matcher(formula);
    if (!sum.matches()) {
      complete = false;
      return;
    }
    Predicate<CentRow> which = _ -> true;
    if (sum.group(1) != null) {
      var each = ONE.matcher(sum.group(1));
      while (each.find()) {
        which = which.and(criterion(each.group(1), each.group(2), cell));
      }
    }
    var cents =
        rows.stream()
            .filter(which)
            .mapToLong(row -> row.cents().movePointRight(CentCosts.SCALE).longValueExact())
            .sum();
    known.add(new Known(cell, formula));
    cell.removeFormula();
    cell.setCellValue(cents / 100.0);
  }

  private static Predicate<CentRow> criterion(String header, String wanted, Cell near) {
    var column = Column.of(header);
    if (wanted.startsWith("\">=\"")) {
      var parts = wanted.replaceAll("[^0-9,]", "").split(",", -1);
      var day = java.time.LocalDate.of(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), 1);
      return row -> !row.row().day().isBefore(day);
    }
    if (wanted.startsWith("\"") && !wanted.startsWith("\"=\"&")) {
      var text = wanted.substring(1, wanted.length() - 1);
      return row -> column.text(row).equalsIgnoreCase(text);
    }
    var at = new CellReference(wanted.replace("\"=\"&", ""));
    var cell = near.getSheet().getRow(at.getRow()).getCell(at.getCol());
    if (cell.getCellType() == CellType.NUMERIC) {
      var day = cell.getLocalDateTimeCellValue().toLocalDate();
      return row -> row.row().day().equals(day);
    }
    var text = cell.getStringCellValue();
    return row -> column.text(row).equalsIgnoreCase(text);
  }
}
