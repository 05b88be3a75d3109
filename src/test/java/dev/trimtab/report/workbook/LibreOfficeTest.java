package dev.trimtab.report.workbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trimtab.report.Headline;
import dev.trimtab.report.ReportFixture;
import dev.trimtab.report.Templates;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Another spreadsheet program computes every formula anew and comes to the same totals.
class LibreOfficeTest {
  private static final double HALF_CENT = 0.005;
  @TempDir Path folder;

  @Test
  void a_recalculation_gives_the_same_totals_and_no_errors()
      throws IOException, InterruptedException {
    assumeTrue(installed(), "soffice is not on the PATH: install LibreOffice to run this check");
    var data = ReportFixture.realistic().build();
    var file = folder.resolve("report.xlsx");
    new WorkbookRenderer(Templates.builtIn()).render(data, file);
    var ours = Reader.open(file);
    var theirs = Reader.open(recalculated(file));
    assertThat(theirs.named("total_cost"))
        .isCloseTo(Headline.of(data).total().amount().doubleValue(), within(HALF_CENT));
    for (var name :
        new String[] {
          "total_cost",
          "llm_cost",
          "infra_cost",
          "savings_monthly",
          "month_to_date",
          "unattributed_cost",
          "chargeback_total",
          "llm_sheet_total",
          "checks_failed"
        }) {
      assertThat(theirs.named(name)).as(name).isCloseTo(ours.named(name), within(HALF_CENT));
    }
    assertThat(theirs.cells().stream().map(Reader::show)).noneMatch(text -> text.startsWith("#"));
    assertThat(theirs.column("Reconciliation", 6)).contains("PASS").doesNotContain("FAIL");
  }

  private static boolean installed() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(path -> Files.isExecutable(Path.of(path, "soffice")));
  }

  private Path recalculated(Path file) throws IOException, InterruptedException {
    var user = Files.createDirectories(folder.resolve("profile/user"));
    // 0 is "always": as installed it trusts the values in the file, and the test would prove
    // nothing
    Files.writeString(
        user.resolve("registrymodifications.xcu"),
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
        <item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
        </oor:items>
        """);
    var out = Files.createDirectories(folder.resolve("out"));
    var process =
        new ProcessBuilder(
                "soffice",
                "-env:UserInstallation=" + folder.resolve("profile").toUri(),
                "--headless",
                "--convert-to",
                "xlsx",
                "--outdir",
                out.toString(),
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("soffice.log").toFile())
            .start();
    assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
    return out.resolve("report.xlsx");
  }
}
