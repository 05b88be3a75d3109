package dev.trimtab.app.command;

import dev.trimtab.collect.files.SpendSpill;
import dev.trimtab.detect.Sensitivity;
import dev.trimtab.model.Problem;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.spend.Alert;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Finds runaways in a file of spend.
@Command(
    name = "detect",
    description =
        "Find runaway spend in a history (spend.csv, .gz by its ending), as the hourly sentinel would have told it. No database, no network.",
    footer = {"", "Example: trimtab detect --series spend.csv.gz --alerts alerts.csv"})
final class DetectCommand implements Callable<Integer> {
  private static final int MOST_SHOWN = 20;

  @Mixin private final Session session;
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--series",
      required = true,
      paramLabel = "FILE",
      description =
          "the spend.csv, as docs/formats.md describes it: series, start, end, cost or value, …")
  private @Nullable Path series;

  @Option(
      names = "--alerts",
      required = true,
      paramLabel = "FILE",
      description = "where the alerts go, CSV, .gz by its ending")
  private @Nullable Path alerts;

  @Option(
      names = "--scores",
      paramLabel = "FILE",
      description = "where every row's score goes, CSV, .gz by its ending")
  private @Nullable Path scores;

  @Option(
      names = "--sensitivity",
      paramLabel = "NUMBER",
      defaultValue = "0.5",
      description =
          "false alerts that one series may raise in 30 days, above 0 (default: ${DEFAULT-VALUE})")
  private double sensitivity = 0.5;

  @Option(
      names = "--max-bad-rows",
      paramLabel = "SHARE",
      defaultValue = "0.01",
      converter = Share.class,
      description = "the largest share of unusable rows, within [0, 1] (default: ${DEFAULT-VALUE})")
  private double mostBadRows = 0.01;

  DetectCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    var asked = sensitivity();
    hasFolder("--alerts", Objects.requireNonNull(alerts));
    if (scores != null) {
      hasFolder("--scores", scores);
    }
    try (var spill = SpendSpill.of(Objects.requireNonNull(series), mostBadRows)) {
      warn(spill.problems());
      var detection = new Detection(spill, asked);
      var found = detection.alerts();
      AlertsCsv.write(alerts, found);
      if (scores != null) {
        detection.scores(scores);
      }
      tell(spill, found);
      return Exit.DONE;
    } catch (SourceUnavailable e) {
      throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
    }
  }

  private Sensitivity sensitivity() {
    try {
      return new Sensitivity(sensitivity);
    } catch (IllegalArgumentException e) {
      throw usage("--" + e.getMessage());
    }
  }

  private void hasFolder(String option, Path file) {
    var folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw usage(option + ": there is no folder " + folder);
    }
  }

  private CommandLine.ParameterException usage(String message) {
    return new CommandLine.ParameterException(Objects.requireNonNull(spec).commandLine(), message);
  }

  private void warn(List<Problem> problems) {
    var err = Objects.requireNonNull(spec).commandLine().getErr();
    problems.forEach(problem ->
        err.printf("%s: %s: %s%n", problem.subject(), problem.reason(), problem.message()));
    err.flush();
  }

  private void tell(SpendSpill spill, List<Alert> found) {
    if (session.output() == Table.Format.table) {
      session.say(
          "%,d alerts in %,d rows of %,d series"
              .formatted(found.size(), spill.rows(), spill.count()));
    }
    session.print(table(found));
  }

  /// The dearest ones.
  private static Table table(List<Alert> found) {
    var rows = new ArrayList<List<String>>();
    found.stream()
        .sorted(Comparator.comparingDouble(Alert::excessCost).reversed())
        .limit(MOST_SHOWN)
        .forEach(alert ->
            rows.add(
                List.of(
                    alert.series(),
                    alert.at().toString(),
                    alert.rule(),
                    alert.firstAt().toString(),
                    "%,.2f".formatted(alert.excessCost()))));
    return new Table(List.of("series", "at", "rule", "first seen", "excess cost"), rows);
  }
}
