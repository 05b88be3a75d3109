package dev.trimtab.report.grid;

import dev.trimtab.report.TemplateUnusable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.poi.UnsupportedFileFormatException;
import org.apache.poi.ooxml.POIXMLException;
import org.apache.poi.openxml4j.exceptions.OpenXML4JRuntimeException;
import org.apache.poi.ss.SpreadsheetVersion;
import org.apache.poi.ss.util.AreaReference;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFName;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/// An open template: places by named range, looks by style name.
///
/// The sheet {@value #STYLES}, hidden from the Excel menus, has a style's name in column A and a
/// cell that wears it in column B. Names that begin with {@value #ANCHOR} say where things go; they
/// are gone from the finished workbook.
public final class Book implements AutoCloseable {
  public static final String STYLES = "_styles";
  public static final String ANCHOR = "at_";

  /// Stands for the report's currency in the template's number formats.
  private static final String ANY_CURRENCY = "[$CUR]";

  private final XSSFWorkbook workbook;
  private final String description;
  private final Map<String, XSSFCellStyle> styles;
  private final Map<XSSFCellStyle, XSSFCellStyle> quoted = new HashMap<>();

  private Book(XSSFWorkbook workbook, String description, Map<String, XSSFCellStyle> styles) {
    this.workbook = workbook;
    this.description = description;
    this.styles = styles;
  }

  /// Opens a template for a report in one currency.
  ///
  /// @param description which file it is, for messages
  /// @throws TemplateUnusable when it is no workbook, or has no styles
  public static Book open(byte[] template, String description, Currency currency) {
    try {
      var workbook = new XSSFWorkbook(new ByteArrayInputStream(template));
      var book = new Book(workbook, description, styles(workbook, description));
      book.putCurrency(currency);
      return book;
    } catch (IOException
        | POIXMLException
        | OpenXML4JRuntimeException
        | UnsupportedFileFormatException e) {
      throw new TemplateUnusable(description + " is not an .xlsx workbook: " + e.getMessage(), e);
    }
  }

  public XSSFWorkbook workbook() {
    return workbook;
  }

  public XSSFCellStyle style(String name) {
    var style = styles.get(name);
    if (style == null) {
      throw new TemplateUnusable(
          "%s has no style '%s'. Put the name into column A of the sheet %s and a cell that looks like it into column B. It has %s."
              .formatted(description, name, STYLES, styles.keySet()),
          null);
    }
    return style;
  }

  /// The same look for text that must not be taken for a formula.
  public XSSFCellStyle quoted(XSSFCellStyle style) {
    return quoted.computeIfAbsent(
        style,
        plain -> {
          var copy = workbook.createCellStyle();
          copy.cloneStyleFrom(plain);
          copy.setQuotePrefixed(true);
          return copy;
        });
  }

  /// The top left cell of a named range.
  public CellReference anchor(String name) {
    return area(name).getFirstCell();
  }

  /// The top left cell of a table.
  public CellReference anchorOf(String table) {
    var found = workbook.getTable(table);
    return new CellReference(
        found.getSheetName(),
        found.getArea().getFirstCell().getRow(),
        found.getArea().getFirstCell().getCol(),
        true,
        true);
  }

  public AreaReference area(String name) {
    return new AreaReference(name(name).getRefersToFormula(), SpreadsheetVersion.EXCEL2007);
  }

  public XSSFSheet sheet(CellReference cell) {
    return workbook.getSheet(cell.getSheetName());
  }

  /// Lets an existing name mean something else; makes it where the template has none.
  public void define(String name, String formula) {
    var known = workbook.getName(name);
    var defined = known == null ? workbook.createName() : known;
    defined.setNameName(name);
    defined.setRefersToFormula(formula);
  }

  public void removeAnchors() {
    workbook.getAllNames().stream()
        .filter(name -> name.getNameName().startsWith(ANCHOR))
        .toList()
        .forEach(workbook::removeName);
  }

  @Override
  public void close() throws IOException {
    workbook.close();
  }

  private XSSFName name(String name) {
    var found = workbook.getName(name);
    if (found == null) {
      throw new TemplateUnusable(
          "%s has no named range '%s'. Give that name to the cell where it should begin (Formulas, Name Manager)."
              .formatted(description, name),
          null);
    }
    return found;
  }

  private void putCurrency(Currency currency) {
    var formats = workbook.createDataFormat();
    var marked = "[$" + currency.getCurrencyCode() + "]";
    for (var i = 0; i < workbook.getNumCellStyles(); i++) {
      var style = workbook.getCellStyleAt(i);
      var format = style.getDataFormatString();
      if (format != null && format.contains(ANY_CURRENCY)) {
        style.setDataFormat(formats.getFormat(format.replace(ANY_CURRENCY, marked)));
      }
    }
  }

  private static Map<String, XSSFCellStyle> styles(XSSFWorkbook workbook, String description) {
    var sheet = workbook.getSheet(STYLES);
    if (sheet == null) {
      throw new TemplateUnusable(
          "%s has no sheet '%s' with the named styles. Start again from the built-in template."
              .formatted(description, STYLES),
          null);
    }
    var styles = new TreeMap<String, XSSFCellStyle>();
    sheet.forEach(row -> {
      if (row.getCell(0) != null && row.getCell(1) != null) {
        styles.put(
            row.getCell(0).getStringCellValue(), (XSSFCellStyle) row.getCell(1).getCellStyle());
      }
    });
    return styles;
  }
}
