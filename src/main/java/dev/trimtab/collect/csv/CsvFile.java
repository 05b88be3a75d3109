package dev.trimtab.collect.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.trimtab.model.Problem;
import dev.trimtab.model.SourceUnavailable;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

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

  /// Reads the file to its end.
  ///
  /// @param required columns without which no row has a meaning
  /// @return what could not be used
  /// @throws SourceUnavailable when the file cannot be read, lacks a column or has too many bad
  ///   rows
  public List<Problem> read(List<String> required, RowHandler handler) throws SourceUnavailable {
    var bad = new BadRows();
    try (var csv = CsvReader.builder().ofCsvRecord(open(), StandardCharsets.UTF_8)) {
      var rows = csv.iterator();
      if (!rows.hasNext()) {
        throw new SourceUnavailable(
            "%s: %s is empty: wanted a header line".formatted(source, file));
      }
      var columns = columns(rows.next(), required);
      while (rows.hasNext()) {
        var cells = rows.next();
        bad.seen++;
        try {
          handler.row(new CsvRow(cells.getStartingLineNumber(), cells.getFields(), columns));
        } catch (BadRow e) {
          bad.add(cells.getStartingLineNumber(), e);
        }
      }
    } catch (IOException | UncheckedIOException | CsvParseException e) {
      throw new SourceUnavailable(
          "%s: cannot read %s: %s".formatted(source, file, e.getMessage()), e);
    }
    bad.refuseTooMany();
    return bad.problems();
  }

  private InputStream open() throws IOException {
    var raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    return file.toString().endsWith(".gz") ? new GZIPInputStream(raw, 1 << 16) : raw;
  }

  private Map<String, Integer> columns(CsvRecord header, List<String> required)
      throws SourceUnavailable {
    var columns = new HashMap<String, Integer>();
    for (int i = 0; i < header.getFieldCount(); i++) {
      var name = header.getField(i).strip();
      columns.putIfAbsent(i == 0 && name.startsWith("\uFEFF") ? name.substring(1) : name, i);
    }
    var missing = required.stream().filter(name -> !columns.containsKey(name)).toList();
    if (!missing.isEmpty()) {
      throw new SourceUnavailable(
          "%s: %s has no column %s; it has %s"
              .formatted(
                  source, file, String.join(", ", missing), String.join(", ", header.getFields())));
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
