package dev.trimtab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.app.DemoConfig;
import dev.trimtab.app.command.Exit;
import dev.trimtab.demo.DemoWorld;
import dev.trimtab.fixtures.InProcess;
import dev.trimtab.fixtures.TestDatabase;
import dev.trimtab.store.Database;
import dev.trimtab.store.DatabaseSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.WorkbookFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The demo world's annotated ServiceAccount and its articles, from the APIs to the views and the
/// workbook.
class OwnersEndToEndTest {
  private static final YAMLMapper YAML = new YAMLMapper();

  @TempDir private Path directory;
  private final DatabaseSettings.External settings = TestDatabase.fresh();

  private Path config(DemoWorld world) throws IOException {
    DemoConfig.of(world, directory, Map.of());
    var file = directory.resolve("trimtab.yaml");
    var root = (ObjectNode) YAML.readTree(file.toFile());
    root.putObject("database").put("url", settings.jdbcUrl()).put("user", settings.user());
    Files.writeString(file, YAML.writeValueAsString(root));
    return file;
  }

  private static void run(DemoWorld world, Path config, String... command) {
    var arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("--config", config.toString(), "--as-of", world.asOf().toString()));
    var done = InProcess.run(world.asOf(), arguments.toArray(String[]::new));
    assertThat(done.exitCode()).as(done.toString()).isEqualTo(Exit.DONE);
  }

  private static List<List<String>> rows(Database database, String sql) {
    return database.sql().query(sql).rows();
  }

  @Test
  void an_annotated_service_account_owns_its_key_and_an_article_has_a_cost() throws IOException {
    var today = LocalDate.parse("2026-11-10");
    try (var world = DemoWorld.start(7, today, directory.resolve("mail"))) {
      var config = config(world);
      run(
          world,
          config,
          "collect",
          "kubernetes/production",
          "business-metric",
          "openai",
          "anthropic");
      run(world, config, "optimize");
      run(world, config, "report");
    }
    try (var database = Database.open(settings)) {
      owners(database);
      articles(database);
    }
    workbook();
  }

  private static void owners(Database database) {
    assertThat(
            rows(
                database,
                "select api_key, team, namespace, claimed_by, to_day is null from finops.llm_key_owners"))
        .containsExactly(
            List.of(
                "key_query_rewrite",
                "search",
                "search",
                "production/search/ServiceAccount/query-rewrite",
                "t"));
    assertThat(
            rows(
                database,
                "select distinct team, namespace, cost_centre, environment from finops.token_usage where api_key = 'key_query_rewrite'"))
        .containsExactly(List.of("search", "search", "CC-1400", "production"));
    assertThat(
            rows(
                database,
                "select distinct api_key from finops.token_usage where team = 'unattributed'"))
        .containsExactly(List.of("key_7f21_unlabelled"));
    assertThat(
            rows(
                database,
                "select count(*) > 20, min(unattributed_share) > 0, max(unattributed_share) < 0.5 from finops.llm_kpis where day < '2026-11-10'"))
        .containsExactly(List.of("t", "t", "t"));
    assertThat(
            rows(
                database,
                "select x_team, x_cost_centre, count(*) > 0 from finops.costs_daily where x_team = 'unattributed' group by 1, 2"))
        .containsExactly(List.of("unattributed", "", "t"));
  }

  private static void articles(Database database) {
    // no infrastructure was collected: its cost is not known, which is not nothing
    assertThat(
            rows(
                database,
                """
                select metric, namespace, count(*) > 20, bool_and(units > 0), bool_and(infrastructure_cost is null),
                  bool_and(abs(llm_cost_per_unit * units - (select sum(effective_cost) from finops.token_usage t
                    where t.day = u.day and t.namespace = 'editorial')) < 1e-6)
                from finops.business_unit_costs u group by metric, namespace
                """))
        .containsExactly(List.of("articles", "editorial", "t", "t", "t", "t"));
  }

  private void workbook() throws IOException {
    try (var workbook =
        WorkbookFactory.create(
            directory.resolve("reports/trimtab-2026-11-10.xlsx").toFile(), "", true)) {
      var article = row(workbook.getSheet("LLM"), "articles");
      assertThat(article.getCell(1).getStringCellValue()).isEqualTo("namespace editorial");
      assertThat(article.getCell(5).getNumericCellValue()).isPositive();
      var chargeback = workbook.getSheet("Chargeback");
      var search = row(chargeback, "CC-1400");
      assertThat(search.getCell(1).getStringCellValue()).isEqualTo("production");
      assertThat(search.getCell(2).getStringCellValue()).isEqualTo("search");
      assertThat(search.getCell(3).getNumericCellValue()).isPositive();
      assertThat(row(chargeback, "not stated").getCell(2).getStringCellValue())
          .isEqualTo("unattributed");
    }
  }

  private static Row row(Sheet sheet, String first) {
    for (var row : sheet) {
      if (row.getCell(0) != null && row.getCell(0).toString().equals(first)) {
        return row;
      }
    }
    throw new AssertionError("no row of " + sheet.getSheetName() + " begins with " + first);
  }
}
