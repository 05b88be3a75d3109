package dev.trimtab.report.workbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trimtab.model.report.CostRow;
import dev.trimtab.model.report.LlmRow;
import dev.trimtab.model.report.ReportData;
import dev.trimtab.model.report.UnitCost;
import dev.trimtab.report.Headline;
import dev.trimtab.report.ReportFixture;
import dev.trimtab.report.Templates;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.apache.poi.ss.SpreadsheetVersion;
import org.apache.poi.ss.util.AreaReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Cost centres and environments of LLM spend, what nobody owns, and what units cost.
class OwnersAndUnitsTest {
  private static final LocalDate DAY = LocalDate.parse("2026-11-01");

  @TempDir Path folder;

  private Reader render(ReportData data) {
    return Reader.open(
        new WorkbookRenderer(Templates.builtIn()).render(data, folder.resolve("report.xlsx")));
  }

  private static CostRow llm(String team, String centre, String environment, String amount) {
    return new CostRow(
        DAY,
        "openai",
        "openai",
        "",
        "",
        team,
        "llm",
        "m/input",
        BigDecimal.ONE,
        "Tokens",
        new BigDecimal(amount),
        "list",
        centre,
        environment);
  }

  private static LlmRow tokens(String kind, @Nullable String cost, long requests) {
    return new LlmRow(
        DAY,
        "openai",
        "p",
        "k",
        "",
        "m",
        "web",
        kind,
        "standard",
        1000,
        cost == null ? null : new BigDecimal(cost),
        requests);
  }

  /// A row of a sheet, from its first cell with a text on.
  private static List<String> row(Reader book, String sheet, String first) {
    var at = book.column(sheet, 0).lastIndexOf(first);
    return java.util.stream.IntStream.range(0, 9)
        .mapToObj(column -> book.column(sheet, column).get(at))
        .toList();
  }

  @Test
  void llm_spend_is_charged_by_cost_centre_and_environment_too() {
    var data =
        ReportFixture.empty()
            .costs(
                List.of(
                    ReportFixture.cost("web", "shop", "100"),
                    llm("web", "CC-1", "production", "5"),
                    llm("web", "cc-1", "production", "1"),
                    llm("web", ">5*", "staging", "2"),
                    llm("unattributed", "", "", "4")))
            .build();
    var book = render(data);
    assertThat(book.column("Chargeback", 0))
        .containsSubsequence("web", "unattributed", "Total", "CC-1", "not stated", ">5_", "Total");
    assertThat(row(book, "Chargeback", "CC-1"))
        .startsWith("CC-1", "production", "web", "6.0", "0.5");
    assertThat(row(book, "Chargeback", ">5_")).startsWith(">5_", "staging", "web", "2.0");
    assertThat(row(book, "Chargeback", "not stated"))
        .startsWith("not stated", "not stated", "unattributed", "4.0");
    assertThat(row(book, "Chargeback", "Total").get(3)).isEqualTo("12.0");
    assertThat(book.named("chargeback_total")).isEqualTo(112);
    var headline = Headline.of(data);
    assertThat(headline.unattributedLlm().amount()).isEqualByComparingTo("4");
    assertThat(headline.unattributedShare().doubleValue()).isCloseTo(1 / 3.0, within(1e-6));
  }

  @Test
  void a_thousand_requests_have_a_cost_where_requests_are_told() {
    var told =
        render(
            ReportFixture.empty()
                .llm(List.of(tokens("INPUT", "3", 20), tokens("OUTPUT", "5", 0)))
                .build());
    assertThat(told.column("LLM", 12)).containsSubsequence("20.0", "20.0");
    assertThat(told.column("LLM", 13)).contains("400.0");
    var untold = render(ReportFixture.empty().llm(List.of(tokens("INPUT", "3", -1))).build());
    assertThat(untold.column("LLM", 13)).doesNotContain("400.0", "0.0");
    var unpriced =
        render(
            ReportFixture.empty()
                .llm(List.of(tokens("INPUT", "3", 20), tokens("OUTPUT", null, 0)))
                .build());
    assertThat(unpriced.column("LLM", 13)).doesNotContain("150.0");
  }

  @Test
  void units_of_business_metrics_have_a_cost_and_missing_days_are_told() {
    var none = new UnitCost.Part(0, null, null);
    var data =
        ReportFixture.empty()
            .llm(List.of(tokens("INPUT", "3", 1)))
            .unitCosts(
                List.of(
                    new UnitCost(
                        "articles",
                        new UnitCost.Scope("", "editorial", ""),
                        24,
                        new BigDecimal("400"),
                        new UnitCost.Part(24, new BigDecimal("400"), new BigDecimal("100")),
                        new UnitCost.Part(20, new BigDecimal("320"), new BigDecimal("160"))),
                    new UnitCost(
                        "calls",
                        new UnitCost.Scope("web", "", "gpt-5"),
                        10,
                        BigDecimal.ZERO,
                        new UnitCost.Part(10, BigDecimal.ZERO, new BigDecimal("7")),
                        none)))
            .build();
    var book = render(data);
    assertThat(row(book, "LLM", "articles"))
        .startsWith(
            "articles", "namespace editorial", "24 of 24", "400.0", "100.0", "0.25", "160.0", "0.5")
        .last()
        .asString()
        .isEqualTo("Infrastructure cost is known on 20 days only.");
    assertThat(row(book, "LLM", "calls"))
        .startsWith("calls", "team web, model gpt-5", "10 of 24", "0.0", "7.0", "", "", "")
        .last()
        .asString()
        .isEqualTo("14 days have no count and are left out.");
    assertThat(book.cells()).noneMatch(cell -> Reader.show(cell).startsWith("#"));
  }

  @Test
  void a_template_from_before_a_column_was_added_gets_it() throws IOException {
    try (var workbook = TemplateMaker.make();
        var out = Files.newOutputStream(folder.resolve("monthly.xlsx"))) {
      var table = workbook.getTable("Fact");
      table.removeColumn(14);
      table.removeColumn(13);
      table.setArea(new AreaReference("A1:M2", SpreadsheetVersion.EXCEL2007));
      var header = workbook.getSheet("Fact").getRow(0);
      header.removeCell(header.getCell(14));
      header.removeCell(header.getCell(13));
      workbook.write(out);
    }
    var target = folder.resolve("r.xlsx");
    var data = ReportFixture.empty().costs(List.of(llm("web", "CC-1", "production", "5"))).build();
    new WorkbookRenderer(Templates.of(folder)).render(data, target);
    var book = Reader.open(target);
    var table = book.workbook().getTable("Fact");
    assertThat(table.getColumnCount()).isEqualTo(15);
    assertThat(table.getColumns().getLast().getName()).isEqualTo("x_Environment");
    assertThat(book.column("Fact", 13)).containsExactly("x_CostCentre", "CC-1");
    assertThat(book.column("Fact", 14)).containsExactly("x_Environment", "production");
    assertThat(row(book, "Chargeback", "CC-1")).startsWith("CC-1", "production", "web", "5.0");
  }
}
