package dev.trimtab.collect.files;

import dev.trimtab.collect.csv.CsvFile;
import dev.trimtab.model.Problem;
import dev.trimtab.model.SourceUnavailable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads usage.csv (docs/formats.md), streamed, in memory that does not grow with its rows.
///
/// @param source named in problems and errors
/// @param defaultCluster where a row names no cluster; empty if it shall stay so
/// @param mostBadRows largest share of rows that cannot be used, 0..1
public record UsageCsv(String source, String defaultCluster, double mostBadRows) {
  public static final double USUAL_MOST_BAD_ROWS = 0.01;

  private static final List<String> REQUIRED = List.of("workload", "container", "start", "end");

  /// Hands over each usable row as a sample.
  ///
  /// @return rows that could not be used, by line, and columns that were ignored
  /// @throws SourceUnavailable when the file cannot be read, lacks a column or has too many bad
  ///   rows
  public List<Problem> read(Path file, UsageRowConsumer consumer) throws SourceUnavailable {
    var problems = new ArrayList<Problem>();
    var rows =
        new CsvFile(source, file, mostBadRows)
            .readTable(
                REQUIRED,
                columns -> {
                  var parser = new UsageRowParser(columns, defaultCluster);
                  if (!parser.hasCpu()) {
                    throw new SourceUnavailable(
                        "%s: %s has neither cpu_usage_avg_cores nor cpu_usage_max_cores; it has %s"
                            .formatted(source, file, String.join(", ", columns.names())));
                  }
                  var unknown = UsageRowParser.unknown(columns);
                  if (!unknown.isEmpty()) {
                    problems.add(ignored(file, unknown));
                  }
                  return row -> consumer.accept(parser.parse(row));
                });
    problems.addAll(rows);
    return problems;
  }

  private Problem ignored(Path file, List<String> columns) {
    return new Problem(
        source,
        String.valueOf(file.getFileName()),
        "unknown-column",
        "ignored columns that usage.csv does not have: " + String.join(", ", columns));
  }
}
