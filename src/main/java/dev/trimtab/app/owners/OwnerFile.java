package dev.trimtab.app.owners;

import dev.trimtab.app.config.ConfigError;
import dev.trimtab.app.config.ConfigInvalid;
import dev.trimtab.app.config.Nearest;
import dev.trimtab.collect.csv.BadRow;
import dev.trimtab.collect.csv.CsvColumns;
import dev.trimtab.collect.csv.CsvFile;
import dev.trimtab.collect.csv.CsvRow;
import dev.trimtab.model.Problem;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.llm.LlmOwned;
import dev.trimtab.model.llm.LlmOwner;
import dev.trimtab.model.llm.LlmProvider;
import dev.trimtab.model.llm.NameMatch;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// The attribution map as a CSV file, which finance may keep in a spreadsheet; `docs/formats.md`
/// has its columns. A file with a line that is wrong is refused: who pays is not to be guessed.
public final class OwnerFile {
  static final String PATH = "llm.ownerFiles";
  private static final List<String> COLUMNS =
      List.of(
          "provider",
          "organization",
          "project",
          "key",
          "user",
          "tag",
          "model",
          "endpoint",
          "team",
          "namespace",
          "workload",
          "cost_centre",
          "environment",
          "from",
          "to");

  /// All lines are looked at, so that all that is wrong is told at once.
  private static final double ALL = 1;

  private final String name;
  private final List<LlmOwner> owners = new ArrayList<>();
  private final List<ConfigError> errors = new ArrayList<>();

  private OwnerFile(String name) {
    this.name = name;
  }

  /// Reads files, in order.
  ///
  /// @throws ConfigInvalid with every line of every file that cannot be used
  public static List<LlmOwner> read(Collection<String> names) {
    var owners = new ArrayList<LlmOwner>();
    var errors = new ArrayList<ConfigError>();
    for (var name : names) {
      var file = new OwnerFile(name);
      file.read();
      owners.addAll(file.owners);
      errors.addAll(file.errors);
    }
    if (!errors.isEmpty()) {
      throw new ConfigInvalid(errors);
    }
    return owners;
  }

  private void read() {
    try {
      new CsvFile(PATH, Path.of(name), ALL)
          .readTable(
              List.of("team"),
              columns -> {
                unknown(columns);
                return row -> owners.add(owner(row));
              })
          .forEach(this::error);
    } catch (SourceUnavailable e) {
      errors.add(new ConfigError(name, 0, "", String.valueOf(e.getMessage())));
    }
  }

  private void unknown(CsvColumns columns) {
    for (var column : columns.names()) {
      if (!COLUMNS.contains(column)) {
        errors.add(
            new ConfigError(
                name,
                1,
                "",
                "column \"%s\" is unknown. Maybe you meant %s? There are %s"
                    .formatted(
                        column,
                        Nearest.of(column, COLUMNS, 1).getFirst(),
                        String.join(", ", COLUMNS))));
      }
    }
  }

  private void error(Problem problem) {
    int line =
        Integer.parseInt(problem.subject().substring(problem.subject().lastIndexOf(':') + 1));
    errors.add(new ConfigError(name, line, "", problem.message()));
  }

  private static LlmOwner owner(CsvRow row) throws BadRow {
    var from = day(row, "from");
    var to = day(row, "to");
    if (from != null && to != null && !to.isAfter(from)) {
      throw new BadRow(
          "empty period",
          "to (%s) is not after from (%s): it would hold on no day".formatted(to, from));
    }
    return new LlmOwner(match(row), owned(row), from, to);
  }

  private static LlmOwner.Match match(CsvRow row) throws BadRow {
    return new LlmOwner.Match(
        provider(text(row, "provider")),
        text(row, "organization"),
        text(row, "project"),
        text(row, "key"),
        text(row, "user"),
        text(row, "tag"),
        model(text(row, "model")),
        text(row, "endpoint"));
  }

  private static LlmOwned owned(CsvRow row) throws BadRow {
    var team = text(row, "team");
    if (team.isEmpty()) {
      throw new BadRow("no team", "team is empty: it must say who owns what matches");
    }
    return new LlmOwned(
        team,
        text(row, "namespace"),
        text(row, "workload"),
        text(row, "cost_centre"),
        text(row, "environment"));
  }

  private static String provider(String name) throws BadRow {
    if (!name.isEmpty() && !LlmProvider.NAMES.contains(name)) {
      throw new BadRow(
          "unknown provider",
          "provider \"%s\" is none that Trimtab knows. Maybe you meant %s? Known: %s"
              .formatted(
                  name,
                  Nearest.of(name, LlmProvider.NAMES, 1).getFirst(),
                  String.join(", ", LlmProvider.NAMES)));
    }
    return name;
  }

  private static String model(String written) throws BadRow {
    try {
      var _ = NameMatch.of(written);
      return written;
    } catch (PatternSyntaxException e) {
      throw new BadRow(
          "bad model",
          "model \"%s\" is no regular expression: %s".formatted(written, e.getDescription()));
    }
  }

  private static @Nullable LocalDate day(CsvRow row, String column) throws BadRow {
    var text = text(row, column);
    try {
      return text.isEmpty() ? null : LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new BadRow(
          "unreadable day",
          "%s (%s) must be a day such as 2026-11-23; spreadsheets like to change how days are written"
              .formatted(column, text));
    }
  }

  private static String text(CsvRow row, String column) {
    return row.textOrEmpty(column).strip();
  }
}
