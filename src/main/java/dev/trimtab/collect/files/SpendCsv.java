package dev.trimtab.collect.files;

import dev.trimtab.collect.csv.BadRow;
import dev.trimtab.collect.csv.CsvColumns;
import dev.trimtab.collect.csv.CsvFile;
import dev.trimtab.collect.csv.CsvRow;
import dev.trimtab.collect.csv.Instants;
import dev.trimtab.collect.csv.Words;
import dev.trimtab.model.Problem;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.spend.SpendPoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads spend.csv (docs/formats.md), streamed, in memory that does not grow with its rows.
///
/// @param mostBadRows largest share of rows that cannot be used, 0..1
public record SpendCsv(double mostBadRows) {
  private static final List<String> REQUIRED = List.of("series", "start", "end");
  private static final List<String> KNOWN =
      List.of(
          "series",
          "start",
          "end",
          "cost",
          "value",
          "requests",
          "failed_requests",
          "input_tokens",
          "output_tokens",
          "budget_per_month");

  /// Takes a point of a series.
  @FunctionalInterface
  public interface PointConsumer {
    void accept(String series, SpendPoint point);
  }

  /// Hands over each usable row, in the file's order.
  ///
  /// @return rows that could not be used, by line, and columns that were ignored
  /// @throws SourceUnavailable when the file cannot be read, lacks a column or has too many bad
  ///   rows
  public List<Problem> read(Path file, PointConsumer consumer) throws SourceUnavailable {
    var problems = new ArrayList<Problem>();
    var rows =
        new CsvFile("series", file, mostBadRows)
            .readTable(
                REQUIRED,
                columns -> {
                  if (!columns.has("cost") && !columns.has("value")) {
                    throw new SourceUnavailable(
                        "%s has neither cost nor value; it has %s"
                            .formatted(file, String.join(", ", columns.names())));
                  }
                  UnknownColumns.warn(file.toString(), file, columns, KNOWN)
                      .ifPresent(problems::add);
                  var parser = new Parser(columns);
                  return row -> parser.parse(row, consumer);
                });
    problems.addAll(rows);
    return problems;
  }

  private static final class Parser {
    private final int[] at = new int[KNOWN.size()];
    private final Words words = new Words();
    private final Instants instants = new Instants();

    Parser(CsvColumns columns) {
      for (int i = 0; i < at.length; i++) {
        at[i] = columns.position(KNOWN.get(i));
      }
    }

    void parse(CsvRow row, PointConsumer consumer) throws BadRow {
      var series = row.word(at[0], words);
      if (series.isEmpty()) {
        throw new BadRow("missing series", "series is empty");
      }
      long start = row.seconds(at[1], instants);
      long end = row.seconds(at[2], instants);
      if (end <= start) {
        throw new BadRow(
            "end not after start", "start is " + row.text(at[1]) + ", end is " + row.text(at[2]));
      }
      double cost = row.nonNegative(at[3]);
      if (Double.isNaN(cost)) {
        // any measure may stand there, and some go below zero; money does not
        cost = row.number(at[4]);
      }
      if (Double.isNaN(cost)) {
        throw new BadRow("missing cost", "neither cost nor value has a value");
      }
      consumer.accept(
          series,
          new SpendPoint(
              start,
              end,
              cost,
              row.nonNegative(at[5]),
              row.nonNegative(at[6]),
              row.nonNegative(at[7]),
              row.nonNegative(at[8]),
              row.nonNegative(at[9])));
    }
  }
}
