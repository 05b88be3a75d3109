package dev.trimtab.report.workbook;

import dev.trimtab.model.report.ReportData;
import dev.trimtab.report.ReportNotWritten;
import dev.trimtab.report.TemplateUnusable;
import dev.trimtab.report.Templates;
import dev.trimtab.report.grid.Book;
import dev.trimtab.report.sheet.ChargebackSheet;
import dev.trimtab.report.sheet.CoverSheet;
import dev.trimtab.report.sheet.LlmSheet;
import dev.trimtab.report.sheet.ProblemsSheet;
import dev.trimtab.report.sheet.RecommendationsSheet;
import dev.trimtab.report.sheet.ReconciliationSheet;
import dev.trimtab.report.sheet.Report;
import dev.trimtab.report.sheet.SummarySheet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Date;
import java.util.Optional;
import org.apache.poi.ss.formula.IStabilityClassifier;
import org.apache.poi.ss.formula.eval.NotImplementedException;
import org.apache.poi.xssf.usermodel.XSSFFormulaEvaluator;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/// Renders a report into a workbook: the template `monthly.xlsx`, filled in and computed.
///
/// The same data gives the same cells.
public final class WorkbookRenderer {
  static final String TEMPLATE = "monthly.xlsx";
  private final Templates templates;
  private final AtomicFile file;

  public WorkbookRenderer(Templates templates) {
    this(templates, AtomicFile.onDisk());
  }

  WorkbookRenderer(Templates templates, AtomicFile file) {
    this.templates = templates;
    this.file = file;
  }

  /// Writes the workbook, replacing one that is there.
  ///
  /// @return the target
  /// @throws ReportNotWritten when it cannot be put there; nothing half-written is left
  /// @throws TemplateUnusable when the template lacks a name or a style
  public Path render(ReportData data, Path target) {
    var template = templates.bytes(TEMPLATE);
    try (var book = Book.open(template, templates.describe(TEMPLATE), data.currency())) {
      var facts = fill(book, Report.of(data));
      file.write(target, facts::write);
      return target;
    } catch (IOException e) {
      throw new ReportNotWritten(target, e);
    }
  }

  private static FactSheet fill(Book book, Report report) {
    var facts = FactSheet.prepare(book, report);
    var chargeback = ChargebackSheet.write(book, report);
    LlmSheet.write(book, report);
    RecommendationsSheet.write(book, report);
    ReconciliationSheet.write(book, report);
    ProblemsSheet.write(book, report);
    SummarySheet.write(book, report, chargeback);
    CoverSheet.write(book, report);
    compute(book.workbook(), report);
    DailyChart.draw(book, report);
    book.removeAnchors();
    describe(book.workbook(), report.data());
    return facts;
  }

  /// A template of one's own may hold a formula over the Fact table that is not known here: then
  /// whoever opens the workbook has to compute it.
  private static void compute(XSSFWorkbook workbook, Report report) {
    var sums = FactSums.into(workbook, report.costs().rows());
    evaluate(workbook);
    sums.restore();
    workbook.setForceFormulaRecalculation(!sums.complete());
  }

  /// Caches every formula's value. Nothing changes between two formulas, so the evaluator need not
  /// keep which cells depend on which; over 20,000 rows that would take most of the heap.
  static void evaluate(XSSFWorkbook workbook) {
    try {
      XSSFFormulaEvaluator.create(workbook, IStabilityClassifier.TOTALLY_IMMUTABLE, null)
          .evaluateAll();
    } catch (NotImplementedException e) {
      throw new TemplateUnusable(
          "a formula of the template cannot be computed here: %s (%s). Use another function there."
              .formatted(e.getMessage(), e.getCause() == null ? "" : e.getCause().getMessage()),
          e);
    }
    workbook.setForceFormulaRecalculation(false);
  }

  private static void describe(XSSFWorkbook workbook, ReportData data) {
    var properties = workbook.getProperties().getCoreProperties();
    properties.setTitle(data.title());
    properties.setCreator("Trimtab");
    properties.setIdentifier(data.key());
    properties.setCreated(Optional.of(Date.from(data.asOf())));
    properties.setModified(Optional.of(Date.from(data.asOf())));
  }
}
