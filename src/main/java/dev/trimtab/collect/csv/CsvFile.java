package dev.trimtab.collect.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import dev.trimtab.model.Problem;
import dev.trimtab.model.SourceUnavailable;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// A CSV file with a header line, `.gz` by its ending, streamed row by row (RFC 4180).
///
/// A row that cannot be used is counted by reason, the first 20 of each reason told by line; more
/// than the allowed share of them makes the file unusable.
public final class CsvFile {
  private static final int SHOWN_PER_REASON = 20;

  private final String source;
  private final Path file;
  private final double mostBadRows;

  /// Names the file; nothing is opened yet.
  ///
  /// @param source named in problems
  /// @param mostBadRows largest share of unusable rows, 0..1
  public CsvFile(String source, Path file, double mostBadRows) {
    this.source = source;
    this.file = file;
    this.mostBadRows = mostBadRows;
  }

  /// Takes one row.
  @FunctionalInterface
  public interface RowHandler {
    void row(CsvRow row) throws BadRow, SourceUnavailable;
  }

  /// Takes the rows of a file whose columns it has seen.
  @FunctionalInterface
  public interface TableHandler {
    RowHandler columns(CsvColumns columns) throws SourceUnavailable;
  }

  /// Reads the file to its end.
  ///
  /// @param required columns without which no row has a meaning
  /// @return what could not be used
  /// @throws SourceUnavailable when the file cannot be read, lacks a column or has too many bad
  ///   rows
  public List<Problem> read(List<String> required, RowHandler handler) throws SourceUnavailable {
    return readTable(required, _ -> handler);
  }

  /// Reads the file to its end, by a handler that looks its columns up once.
  ///
  /// @param required columns without which no row has a meaning
  /// @return what could not be used
  /// @throws SourceUnavailable when the file cannot be read, lacks a column or has too many bad
  ///   rows
  public List<Problem> readTable(List<String> required, TableHandler table)
      throws SourceUnavailable {
    var bad = new BadRows();
    var row = new CsvRow();
    try (var input = open();
        var lines = new CsvLines(new InputStreamReader(input, StandardCharsets.UTF_8), row)) {
      if (!lines.next()) {
        throw new SourceUnavailable(
            "%s: %s is empty: wanted a header line".formatted(source, file));
      }
      var columns = columns(row.texts(), required);
      var handler = table.columns(columns);
      row.under(columns);
      while (lines.next()) {
        bad.seen++;
        try {
          if (row.cells() != columns.names().size()) {
            throw new BadRow(
                "wrong number of cells",
                row.cells() + " cells, but the header has " + columns.names().size());
          }
          handler.row(row);
        } catch (BadRow e) {
          bad.add(row.line(), e);
        }
      }
    } catch (IOException | UncheckedIOException | CsvParseException e) {
      throw new SourceUnavailable(
          "%s: cannot read %s%s: %s"
              .formatted(
                  source, file, row.line() > 0 ? " at line " + row.line() : "", unreadable(e)),
          e);
    }
    bad.refuseTooMany();
    return bad.problems();
  }

  private String unreadable(Exception e) {
    if (!Files.exists(file)) {
      return "it does not exist";
    }
    if (Files.isDirectory(file)) {
      return "it is a folder";
    }
    return e instanceof ZipException && "Not in GZIP format".equals(e.getMessage())
        ? "it is not gzip, although it ends in .gz"
        : e.getMessage() + ". Maybe it was cut off while it was copied?";
  }

  private InputStream open() throws IOException {
    var raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    return file.toString().endsWith(".gz") ? new GZIPInputStream(raw, 1 << 16) : raw;
  }

  private CsvColumns columns(List<String> header, List<String> required) throws SourceUnavailable {
    var names = new ArrayList<>(header.stream().map(String::strip).toList());
    if (names.getFirst().startsWith("\uFEFF")) {
      names.set(0, names.getFirst().substring(1));
    }
    var columns = new CsvColumns(names);
    var missing = required.stream().filter(name -> !columns.has(name)).toList();
    if (!missing.isEmpty()) {
      throw new SourceUnavailable(
          "%s: %s has no column %s; it has %s"
              .formatted(source, file, String.join(", ", missing), String.join(", ", names)));
    }
    return columns;
  }

  private final class BadRows {
    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private final List<Problem> shown = new ArrayList<>();
    private long seen;
    private long total;

    void add(long line, BadRow bad) {
      total++;
      if (counts.merge(bad.reason(), 1, Integer::sum) <= SHOWN_PER_REASON) {
        shown.add(
            new Problem(
                source,
                file.getFileName() + ":" + line,
                bad.reason(),
                String.valueOf(bad.getMessage())));
      }
    }

    void refuseTooMany() throws SourceUnavailable {
      if (total > mostBadRows * seen) {
        throw new SourceUnavailable(
            "%s: %d of %d rows of %s cannot be used (at most %s%% may), by reason: %s. First: %s %s"
                .formatted(
                    source,
                    total,
                    seen,
                    file,
                    mostBadRows * 100,
                    counts,
                    shown.getFirst().subject(),
                    shown.getFirst().message()));
      }
    }

    List<Problem> problems() {
      counts.forEach((reason, count) -> {
        if (count > SHOWN_PER_REASON) {
          shown.add(
              new Problem(
                  source,
                  file.getFileName().toString(),
                  reason,
                  count + " rows in all could not be used"));
        }
      });
      return shown;
    }
  }
}
