package dev.trimtab.report.workbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimtab.report.ReportFixture;
import dev.trimtab.report.TemplateUnusable;
import dev.trimtab.report.Templates;
import dev.trimtab.report.grid.Book;
import dev.trimtab.report.grid.Column;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplateTest {
  @TempDir Path folder;

  @Test
  void the_committed_template_is_what_the_maker_makes() throws IOException {
    try (var made = TemplateMaker.make()) {
      var committed = Reader.open(TemplateMaker.COMMITTED).workbook();
      assertThat(structure(committed))
          .as("run TemplateMaker.main and commit the result")
          .isEqualTo(structure(made));
    }
  }

  @Test
  void the_dictionary_explains_every_column_of_the_fact_sheet() {
    var explained =
        DataDictionary.LINES.stream()
            .filter(line -> line.getFirst().equals("Fact"))
            .map(line -> line.get(1))
            .toList();
    assertThat(explained).isEqualTo(Stream.of(Column.values()).map(Column::header).toList());
  }

  @Test
  void a_template_without_a_name_says_which() throws IOException {
    write(workbook -> workbook.removeName(workbook.getName("at_llm")));
    assertUnusable("no named range 'at_llm'");
  }

  @Test
  void a_template_without_styles_says_so() throws IOException {
    write(workbook -> workbook.removeSheetAt(workbook.getSheetIndex(Book.STYLES)));
    assertUnusable("no sheet '_styles'");
  }

  @Test
  void a_file_that_is_no_workbook_says_so() throws IOException {
    Files.writeString(folder.resolve("monthly.xlsx"), "hello");
    assertUnusable("is not an .xlsx workbook");
  }

  private interface Change {
    void to(XSSFWorkbook workbook);
  }

  private void write(Change change) throws IOException {
    try (var workbook = TemplateMaker.make();
        var out = Files.newOutputStream(folder.resolve("monthly.xlsx"))) {
      change.to(workbook);
      workbook.write(out);
    }
  }

  private void assertUnusable(String words) {
    var renderer = new WorkbookRenderer(Templates.of(folder));
    var data = ReportFixture.empty().build();
    assertThatThrownBy(() -> renderer.render(data, folder.resolve("r.xlsx")))
        .isInstanceOf(TemplateUnusable.class)
        .hasMessageContaining(words)
        .hasMessageContaining(folder.toString());
  }

  /// Everything of a template that a review would look at, as lines.
  private static List<String> structure(XSSFWorkbook workbook) {
    var lines = new ArrayList<String>();
    workbook
        .getAllNames()
        .forEach(name -> lines.add(name.getNameName() + " = " + name.getRefersToFormula()));
    workbook.forEach(sheet -> {
      var index = workbook.getSheetIndex(sheet);
      lines.add(
          "sheet %s %s %s %s"
              .formatted(
                  sheet.getSheetName(),
                  workbook.getSheetVisibility(index),
                  sheet.getRepeatingRows(),
                  sheet.getFooter().getRight()));
      for (var column = 0; column < 15; column++) {
        lines.add("width " + sheet.getColumnWidth(column));
      }
      sheet.forEach(row ->
          row.forEach(cell -> {
            var style = workbook.getCellStyleAt(cell.getCellStyle().getIndex());
            lines.add(
                "%s %s font %s %s fill %s format %s link %s"
                    .formatted(
                        cell.getAddress(),
                        cell,
                        style.getFont().getFontHeightInPoints(),
                        style.getFont().getXSSFColor() == null
                            ? ""
                            : style.getFont().getXSSFColor().getARGBHex(),
                        style.getFillForegroundColorColor() == null
                            ? ""
                            : style.getFillForegroundColorColor().getARGBHex(),
                        style.getDataFormatString(),
                        cell.getHyperlink() == null ? "" : cell.getHyperlink().getAddress()));
          }));
    });
    return lines;
  }
}
