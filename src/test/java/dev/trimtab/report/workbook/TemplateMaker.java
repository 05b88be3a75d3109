package dev.trimtab.report.workbook;

import dev.trimtab.model.cost.DailyCost.Kind;
import dev.trimtab.report.grid.Book;
import dev.trimtab.report.grid.Column;
import dev.trimtab.report.grid.RowHeight;
import dev.trimtab.report.grid.Sums;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.poi.common.usermodel.HyperlinkType;
import org.apache.poi.ss.SpreadsheetVersion;
import org.apache.poi.ss.usermodel.PaperSize;
import org.apache.poi.ss.usermodel.SheetVisibility;
import org.apache.poi.ss.util.AreaReference;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/// Makes the built-in template, so that a change to a binary file can be reviewed as text.
///
/// Run its `main` to write `reports/templates/monthly.xlsx` again.
final class TemplateMaker {
  static final Path COMMITTED = Path.of("reports/templates/monthly.xlsx");
  private static final double NARROW = 0.45;
  private static final double WIDE = 0.6;

  private final XSSFWorkbook workbook = new XSSFWorkbook();
  private final List<XSSFSheet> sheets;
  private final TemplateStyles styles;

  private TemplateMaker() {
    sheets =
        List.of(
                "Cover",
                "Summary",
                "Chargeback",
                "LLM",
                "Recommendations",
                "Reconciliation",
                "Problems",
                "Fact",
                "Data dictionary")
            .stream()
            .map(workbook::createSheet)
            .toList();
    var hidden = workbook.createSheet(Book.STYLES);
    styles = new TemplateStyles(workbook, hidden);
    workbook.setSheetVisibility(workbook.getSheetIndex(hidden), SheetVisibility.VERY_HIDDEN);
  }

  /// Writes the template to where it is committed.
  public static void main(String[] args) throws IOException {
    Files.createDirectories(COMMITTED.toAbsolutePath().getParent());
    try (var workbook = make();
        var out = Files.newOutputStream(COMMITTED)) {
      workbook.write(out);
    }
  }

  static XSSFWorkbook make() {
    var maker = new TemplateMaker();
    maker.fact();
    maker.cover();
    maker.summary();
    maker.chargeback();
    maker.llm();
    maker.recommendations();
    maker.reconciliation();
    maker.problems();
    maker.dictionary();
    maker.sheets.forEach(maker::print);
    return maker.workbook;
  }

  private void cover() {
    var sheet = sheet("Cover", 3, 28, 96);
    put(sheet, "B2", "title", "");
    put(
        sheet,
        "B3",
        "note",
        "Kubernetes and LLM cost report, made by Trimtab. Figures in the sheets are live formulas over the sheet Fact.");
    name("at_cover_title", "Cover!$B$2");
    var labels = List.of("Period", "Data as of", "Run", "Currency", "Total", "Data", "Checks");
    for (var i = 0; i < labels.size(); i++) {
      put(sheet, "B" + (5 + i), "label", labels.get(i));
    }
    name("at_cover_facts", "Cover!$C$5");
    put(sheet, "B13", "heading", "Contents");
    var row = 14;
    for (var entry : CONTENTS) {
      var cell = new CellReference("B" + row++);
      put(sheet, cell.formatAsString(), "link", entry.get(0));
      put(sheet, "C" + (row - 1), "fact", entry.get(1));
      var link = workbook.getCreationHelper().createHyperlink(HyperlinkType.DOCUMENT);
      link.setAddress("'" + entry.get(0) + "'!A1");
      sheet.getRow(cell.getRow()).getCell(cell.getCol()).setHyperlink(link);
    }
    put(sheet, "B24", "heading", "Missing data");
    name("at_cover_gaps", "Cover!$B$25");
  }

  private static final List<List<String>> CONTENTS =
      List.of(
          List.of(
              "Summary",
              "The headline figures, cost per day, by kind, and the teams that spend most"),
          List.of(
              "Chargeback",
              "What each team is charged, by kind; LLM spend by cost centre and environment"),
          List.of(
              "LLM",
              "Tokens and cost by provider, model, project, team and API key; what has no price or no owner; cost of business units"),
          List.of("Recommendations", "What engineers can change, and what it saves a month"),
          List.of("Reconciliation", "Totals from two sides, and whether they tie"),
          List.of("Problems", "Sources that were down, and input that could not be used"),
          List.of("Fact", "Every cost row, by FOCUS names; all other figures are summed from it"),
          List.of("Data dictionary", "What each column means, its unit and where it comes from"));

  private void summary() {
    var sheet = sheet("Summary", 2, 18, 18, 18, 18, 18, 18, 18, 18, 18);
    put(sheet, "B2", "title", "");
    name("at_summary_title", "Summary!$B$2");
    keyFigure(sheet, "B", "Total of the period", "total_cost", Sums.total());
    keyFigure(sheet, "D", "LLM", "llm_cost", Sums.where(Sums.isKind(Kind.LLM)));
    keyFigure(sheet, "C", "Infrastructure", "infra_cost", "total_cost-llm_cost");
    keyFigure(sheet, "E", "Month, days shown", "month_to_date", "0");
    keyFigure(sheet, "F", "Monthly savings (nominal)", "savings_monthly", "0");
    keyFigure(
        sheet,
        "G",
        "Unattributed",
        "unattributed_cost",
        Sums.where(Column.TEAM.reference() + ",\"unattributed\""));
    keyFigure(sheet, "H", "Failed checks", "summary_checks_failed", "checks_failed");
    put(sheet, "H5", "kpi_warn", "");
    keyFigure(sheet, "I", "Monthly savings (realizable)", "savings_realizable", "0");
    for (var beside : List.of("J4", "J5")) {
      put(sheet, beside, "kpi_label", "");
    }
    name("at_summary_notes", "Summary!$B$7");
    name("at_summary_chart", "Summary!$B$9:$J$27");
    put(sheet, "B29", "heading", "By kind");
    header(sheet, "B30", "Kind", ">Cost", ">Share");
    var row = 31;
    var words = WORDS.iterator();
    for (var kind : Kind.values()) {
      put(sheet, "B" + row, "text", words.next());
      formula(sheet, "C" + row, "money", Sums.where(Sums.isKind(kind)));
      formula(sheet, "D" + row, "percent", "IF(total_cost=0,0,C%d/total_cost)".formatted(row));
      row++;
    }
    put(sheet, "B37", "text_total", "Total");
    formula(sheet, "C37", "money_total", "SUM(C31:C36)");
    formula(sheet, "D37", "percent_total", "SUM(D31:D36)");
    put(sheet, "F29", "heading", "Teams that spend most");
    header(sheet, "F30", "Team", ">Cost", ">Share");
    name("at_summary_teams", "Summary!$F$31");
    sheet.setRowBreak(37);
    put(sheet, "B39", "heading", "Cost per day");
    header(
        sheet, "B40", "Date", "Day", ">CPU", ">Memory", ">GPU", ">Idle", ">Shared", ">LLM",
        ">Total");
    name("at_summary_days", "Summary!$B$41");
  }

  private static final List<String> WORDS =
      List.of("CPU", "Memory", "GPU", "Idle", "Shared", "LLM");

  private void chargeback() {
    var sheet = sheet("Chargeback", 28, 18, 18, 18, 18, 18, 18, 19, 11);
    put(sheet, "A1", "title", "Chargeback by team");
    put(
        sheet,
        "A2",
        "note",
        "CPU, memory and GPU are what a team's containers held; idle and shared are its share of what nobody held and of what serves all.");
    header(
        sheet,
        "A4",
        "Team",
        ">CPU",
        ">Memory",
        ">GPU",
        ">Idle share",
        ">Shared share",
        ">LLM",
        ">Total",
        ">Share");
    name("at_chargeback", "Chargeback!$A$5");
    freeze(sheet, 1, 4);
  }

  private void llm() {
    var sheet = sheet("LLM", 15, 28, 16, 16, 14, 14, 14, 14, 12, 14, 12, 13, 11, 13, 18);
    put(sheet, "A1", "title", "LLM spend");
    put(
        sheet,
        "A2",
        "note",
        "Tokens by kind, disjoint: input is what was neither read from nor written to a cache. Tokens without a known price are not in the cost.");
    for (var label :
        List.of(
            "A3:LLM total",
            "B3:",
            "C3:Unattributed",
            "D3:Unattributed share",
            "E3:Unpriced tokens")) {
      put(sheet, label.substring(0, 2), "kpi_label", label.substring(3));
    }
    name("at_llm_kpis", "LLM!$A$4");
    header(
        sheet,
        "A6",
        "Provider",
        "Model",
        "Project",
        "Team",
        ">Input",
        ">Cached input",
        ">Cache write",
        ">Output",
        ">Audio, image, other",
        ">Cost",
        ">Cost per million tokens",
        ">Unpriced tokens",
        ">Requests",
        ">Cost per 1,000 requests",
        "API key");
    name("at_llm", "LLM!$A$7");
    freeze(sheet, 2, 6);
  }

  private void recommendations() {
    var sheet = sheet("Recommendations", 13, 16, 29, 14, 13, 13, 25, 25, 14, 14, 17, 52);
    put(sheet, "A1", "title", "Recommendations");
    name("at_recommendations_note", "Recommendations!$A$2");
    header(
        sheet,
        "A4",
        "Cluster",
        "Namespace",
        "Workload",
        "Container",
        "Team",
        "Kind",
        "Current",
        "Proposed",
        ">Nominal a month",
        ">Realizable a month",
        "Price basis",
        "Reason");
    name("at_recommendations", "Recommendations!$A$5");
    freeze(sheet, 3, 4);
  }

  private void reconciliation() {
    var sheet = sheet("Reconciliation", 46, 19, 19, 18, 11, 18, 11, 62);
    put(sheet, "A1", "title", "Reconciliation");
    put(sheet, "A2", "kpi_label", "Failed checks");
    put(sheet, "B2", "kpi_pass", "");
    name("checks_failed", "Reconciliation!$B$2");
    header(
        sheet,
        "A4",
        "Check",
        ">Ours",
        ">Theirs",
        ">Difference",
        ">%",
        ">Tolerance",
        "Result",
        "Note");
    name("at_reconciliation", "Reconciliation!$A$5");
    freeze(sheet, 1, 4);
  }

  private void problems() {
    var sheet = sheet("Problems", 11, 26, 34, 22, 84);
    put(sheet, "A1", "title", "Problems");
    put(
        sheet,
        "A2",
        "note",
        "A GAP is a source that was down: its figures are missing or old. A problem is one input that could not be used.");
    header(sheet, "A4", "What", "Source", "Subject", "Reason", "Message");
    name("at_problems", "Problems!$A$5");
    freeze(sheet, 0, 4);
  }

  private void fact() {
    var sheet = sheet("Fact", 18, 14, 20, 14, 20, 17, 9, 30, 18, 16, 15, 15, 13, 14, 15);
    var columns = Column.values();
    var next = 0;
    for (var column : columns) {
      put(
          sheet,
          new CellReference(0, next++).formatAsString(),
          column == Column.CONSUMED_QUANTITY || column == Column.EFFECTIVE_COST
              ? "header_right"
              : "header",
          column.header());
    }
    name("at_fact", "Fact!$A$2");
    var area = new AreaReference("A1:O2", SpreadsheetVersion.EXCEL2007);
    var table = sheet.createTable(area);
    table.setName("Fact");
    table.setDisplayName("Fact");
    table.getCTTable().addNewAutoFilter().setRef("A1:O2");
    table.getCTTable().addNewTableStyleInfo().setName("TableStyleLight1");
    table.getCTTable().getTableStyleInfo().setShowRowStripes(true);
    freeze(sheet, 1, 1);
  }

  private void dictionary() {
    var sheet = sheet("Data dictionary", 18, 26, 78, 22, 48);
    put(sheet, "A1", "title", "Data dictionary");
    header(sheet, "A3", "Sheet", "Column", "Meaning", "Unit", "Source");
    var row = 4;
    for (var line : DataDictionary.LINES) {
      var column = 'A';
      for (var text : line) {
        put(sheet, "" + column++ + row, "text_wrap", text);
      }
      sheet
          .getRow(row - 1)
          .setHeightInPoints(
              (float)
                  RowHeight.of(RowHeight.lines(line.get(2), 88), RowHeight.lines(line.get(4), 52)));
      row++;
    }
    freeze(sheet, 0, 3);
  }

  private XSSFSheet sheet(String name, int... widths) {
    var sheet = workbook.getSheet(name);
    for (var i = 0; i < widths.length; i++) {
      sheet.setColumnWidth(i, widths[i] * 256);
    }
    sheet.setDisplayGridlines(false);
    return sheet;
  }

  private void freeze(XSSFSheet sheet, int columns, int rows) {
    sheet.createFreezePane(columns, rows);
    sheet.setRepeatingRows(new CellRangeAddress(rows - 1, rows - 1, -1, -1));
  }

  private void print(XSSFSheet sheet) {
    var setup = sheet.getPrintSetup();
    setup.setLandscape(true);
    setup.setPaperSize(PaperSize.A4_PAPER);
    setup.setFitWidth((short) 1);
    setup.setFitHeight((short) 0);
    sheet.setFitToPage(true);
    sheet.setHorizontallyCenter(true);
    sheet.setMargin(org.apache.poi.ss.usermodel.PageMargin.LEFT, NARROW);
    sheet.setMargin(org.apache.poi.ss.usermodel.PageMargin.RIGHT, NARROW);
    sheet.setMargin(org.apache.poi.ss.usermodel.PageMargin.TOP, WIDE);
    sheet.setMargin(org.apache.poi.ss.usermodel.PageMargin.BOTTOM, WIDE);
    sheet.getHeader().setLeft("&8Trimtab cost report");
    sheet.getHeader().setRight("&8&A");
    sheet.getFooter().setLeft("&8&F");
    sheet.getFooter().setRight("&8Page &P of &N");
  }

  private void keyFigure(
      XSSFSheet sheet, String column, String label, String name, String formula) {
    put(sheet, column + "4", "kpi_label", label);
    name(name, "Summary!$" + column + "$5");
    if (formula.equals("0") || formula.equals("checks_failed")) {
      put(sheet, column + "5", "kpi_money", "");
    } else {
      formula(sheet, column + "5", "kpi_money", formula);
    }
  }

  /// A header that begins with ">" stands over figures, and is set to the right like them.
  private void header(XSSFSheet sheet, String at, String... headers) {
    var first = new CellReference(at);
    for (var i = 0; i < headers.length; i++) {
      var cell = new CellReference(first.getRow(), first.getCol() + i).formatAsString();
      var right = headers[i].startsWith(">");
      put(sheet, cell, right ? "header_right" : "header", headers[i].substring(right ? 1 : 0));
    }
    sheet.getRow(first.getRow()).setHeightInPoints(28);
  }

  private void put(XSSFSheet sheet, String at, String style, String text) {
    var cell = cell(sheet, at);
    if (!text.isEmpty()) {
      cell.setCellValue(text);
    }
    cell.setCellStyle(styles.get(style));
    if (style.equals("title")) {
      cell.getRow().setHeightInPoints(28); // else the note below crowds it
    }
  }

  private void formula(XSSFSheet sheet, String at, String style, String formula) {
    var cell = cell(sheet, at);
    cell.setCellFormula(formula);
    cell.setCellStyle(styles.get(style));
  }

  private static org.apache.poi.xssf.usermodel.XSSFCell cell(XSSFSheet sheet, String at) {
    var reference = new CellReference(at);
    var row = sheet.getRow(reference.getRow());
    var known = row == null ? sheet.createRow(reference.getRow()) : row;
    var cell = known.getCell(reference.getCol());
    return cell == null ? known.createCell(reference.getCol()) : cell;
  }

  private void name(String name, String refersTo) {
    var defined = workbook.createName();
    defined.setNameName(name);
    defined.setRefersToFormula(refersTo);
  }
}
