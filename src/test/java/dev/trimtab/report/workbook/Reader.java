package dev.trimtab.report.workbook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.poi.ss.SpreadsheetVersion;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.util.AreaReference;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/// Reads a finished workbook as a person would: by names and sheets.
record Reader(XSSFWorkbook workbook) {
  static Reader open(Path file) {
    try (var in = Files.newInputStream(file)) {
      return new Reader(new XSSFWorkbook(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  double named(String name) {
    var area =
        new AreaReference(
            workbook.getName(name).getRefersToFormula(), SpreadsheetVersion.EXCEL2007);
    return cell(area.getFirstCell()).getNumericCellValue();
  }

  XSSFCell cell(CellReference at) {
    return workbook.getSheet(at.getSheetName()).getRow(at.getRow()).getCell(at.getCol());
  }

  List<Cell> cells() {
    var cells = new ArrayList<Cell>();
    workbook.forEach(sheet -> sheet.forEach(row -> row.forEach(cells::add)));
    return cells;
  }

  List<Cell> formulas() {
    return cells().stream().filter(cell -> cell.getCellType() == CellType.FORMULA).toList();
  }

  List<String> column(String sheet, int column) {
    var texts = new ArrayList<String>();
    for (var row : workbook.getSheet(sheet)) {
      var cell = row.getCell(column);
      texts.add(cell == null ? "" : show(cell));
    }
    return texts;
  }

  /// The value of a cell, cached where it is a formula.
  static String show(Cell cell) {
    var type =
        cell.getCellType() == CellType.FORMULA
            ? cell.getCachedFormulaResultType()
            : cell.getCellType();
    return switch (type) {
      case NUMERIC -> String.valueOf(cell.getNumericCellValue());
      case STRING -> cell.getStringCellValue();
      case ERROR -> "#ERROR " + cell.getErrorCellValue();
      case BLANK -> "";
      default -> cell.toString();
    };
  }
}
