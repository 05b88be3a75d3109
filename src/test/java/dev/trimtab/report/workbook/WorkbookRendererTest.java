package dev.trimtab.report.workbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.trimtab.model.Problem;
import dev.trimtab.model.report.LlmRow;
import dev.trimtab.model.report.Reconciliation;
import dev.trimtab.model.report.ReportData;
import dev.trimtab.report.Headline;
import dev.trimtab.report.ReportFixture;
import dev.trimtab.report.ReportNotWritten;
import dev.trimtab.report.Templates;
import dev.trimtab.report.grid.Book;
import dev.trimtab.report.grid.SafeText;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.apache.poi.ss.usermodel.CellType;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkbookRendererTest {
  private static final double HALF_CENT = 0.005;
  private final WorkbookRenderer renderer = new WorkbookRenderer(Templates.builtIn());

  @TempDir Path folder;

  @Test
  void headline_figures_are_those_of_the_mail_and_of_the_database() {
    var data = ReportFixture.realistic().build();
    var book = render(data);
    var headline = Headline.of(data);
    assertThat(book.named("total_cost"))
        .isCloseTo(value(headline.total().amount()), within(HALF_CENT));
    assertThat(book.named("total_cost")).isCloseTo(value(data.storedTotal()), within(0.0051));
    assertThat(book.named("llm_cost")).isCloseTo(value(headline.llm().amount()), within(HALF_CENT));
    assertThat(book.named("infra_cost"))
        .isCloseTo(value(headline.infra().amount()), within(HALF_CENT));
    assertThat(book.named("savings_monthly"))
        .isCloseTo(value(headline.monthlySavings().amount()), within(HALF_CENT));
    assertThat(book.named("chargeback_total")).isCloseTo(book.named("total_cost"), within(1e-6));
    assertThat(book.named("month_to_date")).isCloseTo(book.named("total_cost"), within(1e-6));
    assertThat(book.named("checks_failed")).isZero();
  }

  @Test
  void no_cell_is_an_error_and_cached_values_equal_a_recomputation() {
    var book = render(ReportFixture.realistic().withGap().build());
    var formulas = book.formulas();
    assertThat(formulas).hasSizeGreaterThan(250);
    var cached = formulas.stream().map(Reader::show).toList();
    assertThat(cached).noneMatch(text -> text.startsWith("#"));
    formulas.forEach(cell -> {
      if (cell.getCachedFormulaResultType() == CellType.NUMERIC) {
        cell.setCellValue(-1);
      }
    });
    WorkbookRenderer.evaluate(book.workbook());
    // ours add up cents, the library's floating point
    for (var i = 0; i < formulas.size(); i++) {
      var cell = formulas.get(i);
      if (cell.getCachedFormulaResultType() == CellType.NUMERIC) {
        assertThat(cell.getNumericCellValue())
            .as("%s!%s", cell.getSheet().getSheetName(), cell.getAddress())
            .isCloseTo(Double.parseDouble(cached.get(i)), within(1e-6));
      } else {
        assertThat(Reader.show(cell)).isEqualTo(cached.get(i));
      }
    }
  }

  @Test
  void the_same_data_gives_the_same_cells() {
    var data = ReportFixture.realistic().build();
    var one = render(data).cells().stream().map(Reader::show).toList();
    assertThat(render(data).cells().stream().map(Reader::show).toList()).isEqualTo(one);
  }

  @Test
  void a_report_without_rows_renders() {
    var book = render(ReportFixture.empty().build());
    assertThat(book.named("total_cost")).isZero();
    assertThat(book.formulas().stream().map(Reader::show)).noneMatch(text -> text.startsWith("#"));
    assertThat(book.workbook().getTable("Fact").getArea().formatAsString()).isEqualTo("A1:O2");
  }

  @Test
  void text_that_looks_like_a_formula_stays_text() {
    var evil = List.of("=cmd()", "+1+1", "-2", "@SUM(A1)", "\t=1", "=HYPERLINK(\"http://x\")");
    var costs = evil.stream().map(text -> ReportFixture.cost(text, text, "10")).toList();
    var book = render(ReportFixture.empty().costs(costs).title("=1+1").build());
    for (var row = 1; row <= evil.size(); row++) {
      var cell = book.workbook().getSheet("Fact").getRow(row).getCell(4);
      assertThat(cell.getCellType()).isEqualTo(CellType.STRING);
      assertThat(cell.getCellStyle().getQuotePrefixed()).isTrue();
      assertThat(evil).contains(cell.getStringCellValue());
    }
    assertThat(book.named("chargeback_total")).isEqualTo(60.0);
    assertThat(book.named("checks_failed")).isZero();
  }

  @Test
  void teams_that_sumifs_would_confuse_are_charged_once_each() {
    var costs =
        List.of(
            ReportFixture.cost("web", "a", "1"),
            ReportFixture.cost("Web", "b", "2"),
            ReportFixture.cost("w*", "c", "4"),
            ReportFixture.cost("w?b", "d", "8"),
            ReportFixture.cost(">5", "e", "16"),
            ReportFixture.cost("<>", "f", "32"),
            ReportFixture.cost("a~b", "g", "64"),
            ReportFixture.cost(" ", "h", "128"));
    var book = render(ReportFixture.empty().costs(costs).build());
    assertThat(book.column("Chargeback", 0))
        .containsSubsequence("a_b", "<>", ">5", "w_b", "w_", "web", "unattributed", "Total");
    assertThat(book.column("Chargeback", 7))
        .containsSubsequence("64.0", "32.0", "16.0", "8.0", "4.0", "3.0", "128.0", "255.0");
  }

  @Test
  void text_of_64_kb_is_cut_and_says_so() {
    var book =
        render(
            ReportFixture.empty()
                .costs(List.of(ReportFixture.cost("t", "n".repeat(65_536), "1")))
                .build());
    assertThat(book.workbook().getSheet("Fact").getRow(1).getCell(4).getStringCellValue())
        .hasSize(SafeText.LONGEST)
        .endsWith("… (cut; 65536 characters in all)");
  }

  @Test
  void control_characters_and_escapes_survive_the_file() {
    var problem = new Problem("s", "a\u0000b\uD800", "r", "_x0041_ stays");
    var book = render(ReportFixture.empty().problems(List.of(problem)).build());
    assertThat(book.column("Problems", 2)).contains("a\uFFFDb\uFFFD");
    assertThat(book.column("Problems", 4)).contains("_x0041_ stays");
  }

  @Test
  void a_check_that_does_not_tie_fails_in_the_formula_too() {
    var data =
        ReportFixture.realistic()
            .databaseOffBy("0.05")
            .reconciliations(
                List.of(
                    new Reconciliation(
                        "off",
                        new BigDecimal("10.00"),
                        new BigDecimal("10.02"),
                        new BigDecimal("0.01"),
                        ""),
                    new Reconciliation(
                        "just in",
                        new BigDecimal("10.01"),
                        new BigDecimal("10.02"),
                        new BigDecimal("0.01"),
                        "")))
            .build();
    var book = render(data);
    assertThat(book.column("Reconciliation", 6))
        .containsSubsequence("FAIL", "PASS", "PASS", "FAIL", "PASS");
    assertThat(book.named("checks_failed")).isEqualTo(2);
    assertThat(Headline.of(data).failedChecks()).isEqualTo(2);
  }

  @Test
  void unpriced_tokens_are_loud_and_not_zero() {
    var rows =
        List.of(
            ReportFixture.tokens("web", "known", 1_000_000, "2.5"),
            ReportFixture.tokens("web", "new", 500, null));
    var book = render(ReportFixture.empty().llm(rows).build());
    assertThat(book.column("LLM", 9)).containsSubsequence("UNPRICED", "2.5", "2.5");
    assertThat(book.column("LLM", 10)).containsSubsequence("2.5", "2.5").doesNotContain("0.0");
    assertThat(book.column("LLM", 11)).containsSubsequence("500.0", "0.0", "500.0");
  }

  @Test
  void the_llm_sheet_says_which_key_spent_and_shows_no_secret() {
    var rows =
        List.of(
            key("key_1", "caption backfill", "30"),
            key("key_2", "", "20"),
            key("sk-proj-aVerySecretKeyThatSomebodyWroteIntoAFile9f3a", "", "10"),
            key("", "", "5"));
    var data = ReportFixture.empty().llm(rows).build();
    var book = render(data);
    assertThat(book.column("LLM", 14))
        .containsSubsequence("API key", "caption backfill", "key_2", "sk-…9f3a", "not told");
    assertThat(book.column("LLM", 9)).containsSubsequence("30.0", "20.0", "10.0", "5.0", "65.0");
    assertThat(book.column("LLM", 12)).as("requests are not told").doesNotContain("0.0");
    assertThat(book.named("llm_sheet_total")).isEqualTo(65);
    assertThat(book.cells().stream().map(Reader::show)).noneMatch(text -> text.contains("Secret"));
  }

  private static LlmRow key(String id, String name, String cost) {
    return new LlmRow(
        LocalDate.of(2026, 11, 1),
        "openai",
        "p",
        id,
        name,
        "m",
        "content",
        "INPUT",
        "standard",
        1000,
        new BigDecimal(cost),
        -1);
  }

  @Test
  void a_template_of_before_the_key_column_gets_its_header_and_its_width() throws IOException {
    try (var old = TemplateMaker.make();
        var out = Files.newOutputStream(folder.resolve("monthly.xlsx"))) {
      var sheet = old.getSheet("LLM");
      sheet.getRow(5).removeCell(sheet.getRow(5).getCell(14));
      sheet.setColumnWidth(14, 2048);
      old.write(out);
    }
    var target = folder.resolve("r.xlsx");
    new WorkbookRenderer(Templates.of(folder)).render(ReportFixture.realistic().build(), target);
    var book = Reader.open(target);
    assertThat(book.column("LLM", 14)).containsSubsequence("API key", "batch-captions");
    assertThat(book.workbook().getSheet("LLM").getColumnWidth(14)).isEqualTo(18 * 256);
  }

  @Test
  void the_summary_tells_of_alerts_below_the_days_or_that_there_are_none() {
    var told = render(ReportFixture.realistic().withAlerts().build()).column("Summary", 1);
    assertThat(told)
        .anyMatch(text -> text.contains("2 alerts on runaway spend are open; 2 were raised"))
        .containsSubsequence(
            "Total",
            "Alerts on runaway spend",
            "USD 388.50 beyond normal since 2026-11-19 22:00 UTC: llm key/batch-7, of content (CC-4100, production)",
            "Look at them with: trimtab alerts list --all");
    var none = render(ReportFixture.realistic().build()).column("Summary", 1);
    assertThat(none)
        .anyMatch(text -> text.endsWith("No alerts on runaway spend are open."))
        .doesNotContain("Alerts on runaway spend");
  }

  @Test
  void a_full_disk_leaves_the_old_workbook_and_nothing_half_written() throws IOException {
    var target = Files.writeString(folder.resolve("r.xlsx"), "the old one");
    var full =
        new WorkbookRenderer(Templates.builtIn(), new AtomicFile(out -> new FullDisk(out, 4_000)));
    var data = ReportFixture.realistic().build();
    assertThatThrownBy(() -> full.render(data, target))
        .isInstanceOf(ReportNotWritten.class)
        .hasMessageContaining(target.toString())
        .hasMessageContaining("No space left on device")
        .hasMessageContaining("Make room in " + folder);
    assertThat(target).hasContent("the old one");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(target);
    }
  }

  @Test
  void a_really_full_disk_leaves_the_old_workbook_and_names_the_way_out()
      throws IOException, InterruptedException {
    var disk = Files.createDirectory(folder.resolve("disk"));
    var refusal = run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk.toString());
    if (!refusal.isEmpty()) {
      System.err.println("no disk to fill, since it may not be mounted: " + refusal);
    }
    Assumptions.assumeTrue(refusal.isEmpty(), refusal);
    try {
      var target = Files.writeString(disk.resolve("r.xlsx"), "the old one");
      var data = ReportFixture.wide(1).build();
      assertThatThrownBy(() -> renderer.render(data, target))
          .isInstanceOf(ReportNotWritten.class)
          .hasMessageContaining(target.toString())
          .hasMessageContaining("No space left on device")
          .hasMessageContaining("Make room in " + disk + " or choose another output folder");
      assertThat(target).hasContent("the old one");
      try (var files = Files.list(disk)) {
        assertThat(files).containsExactly(target);
      }
    } finally {
      assertThat(run("umount", disk.toString())).isEmpty();
    }
  }

  /// What a command complains of; empty where it did what it was told.
  private static String run(String... command) throws InterruptedException {
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      var words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? "" : command[0] + " failed: " + words.strip();
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void a_folder_that_is_not_there_is_named() {
    var target = folder.resolve("missing/r.xlsx");
    var data = ReportFixture.empty().build();
    assertThatThrownBy(() -> renderer.render(data, target))
        .isInstanceOf(ReportNotWritten.class)
        .hasMessageContaining("the folder does not exist")
        .hasMessageContaining(target.toString());
  }

  @Test
  void anchors_are_gone_and_headline_names_stay() {
    var book = render(ReportFixture.empty().build());
    assertThat(book.workbook().getAllNames())
        .noneMatch(name -> name.getNameName().startsWith(Book.ANCHOR));
    assertThat(book.workbook().getName("total_cost")).isNotNull();
  }

  @Test
  void a_restyled_template_in_the_users_folder_wins() throws IOException {
    try (var workbook = TemplateMaker.make();
        var out = Files.newOutputStream(folder.resolve("monthly.xlsx"))) {
      workbook.getSheet("Chargeback").getRow(0).getCell(0).setCellValue("Weiterbelastung");
      workbook.write(out);
    }
    var target = folder.resolve("r.xlsx");
    new WorkbookRenderer(Templates.of(folder)).render(ReportFixture.empty().build(), target);
    assertThat(Reader.open(target).column("Chargeback", 0)).contains("Weiterbelastung");
  }

  @Test
  void twenty_thousand_rows_render_and_tie() {
    var data = ReportFixture.wide(11).build();
    assertThat(data.costs()).hasSizeGreaterThan(19_000);
    var book = render(data);
    assertThat(book.named("total_cost")).isCloseTo(value(data.storedTotal()), within(0.0051));
  }

  private Reader render(ReportData data) {
    return Reader.open(renderer.render(data, folder.resolve("report.xlsx")));
  }

  private static double value(BigDecimal amount) {
    return amount.doubleValue();
  }

  /// A disk with room for so many bytes.
  private static final class FullDisk extends FilterOutputStream {
    private int room;

    FullDisk(OutputStream out, int room) {
      super(out);
      this.room = room;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      if (length > room) {
        throw new IOException("No space left on device");
      }
      room -= length;
      out.write(bytes, from, length);
    }
  }
}
