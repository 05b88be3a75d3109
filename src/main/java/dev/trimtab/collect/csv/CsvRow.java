package dev.trimtab.collect.csv;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A line of a CSV file, its columns by name. An empty cell, a missing column and a literal `NULL`
/// are unknown.
public final class CsvRow {
  private final long line;
  private final List<String> cells;
  private final Map<String, Integer> columns;

  CsvRow(long line, List<String> cells, Map<String, Integer> columns) {
    this.line = line;
    this.cells = cells;
    this.columns = columns;
  }

  public long line() {
    return line;
  }

  /// The cell, or null where it is unknown.
  public @Nullable String text(String column) {
    var at = columns.get(column);
    if (at == null || at >= cells.size()) {
      return null;
    }
    var cell = cells.get(at);
    return cell.isEmpty() || cell.equals("NULL") ? null : cell;
  }

  /// The cell, or the empty string where it is unknown.
  public String textOrEmpty(String column) {
    var text = text(column);
    return text == null ? "" : text;
  }

  /// The cell, which has to be there.
  ///
  /// @throws BadRow when it is unknown
  public String required(String column) throws BadRow {
    var text = text(column);
    if (text == null) {
      throw new BadRow("missing " + column, column + " is empty");
    }
    return text;
  }

  /// An ISO-8601 instant.
  ///
  /// @throws BadRow when it is unknown or unreadable
  public Instant instant(String column) throws BadRow {
    var text = required(column);
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new BadRow(
          "unreadable " + column,
          column + " is \"" + text + "\"; wanted such as 2026-11-23T02:15:00Z");
    }
  }

  /// A decimal of zero or more, NaN where it is unknown.
  ///
  /// @throws BadRow when it is unreadable, negative, NaN or infinite
  public double nonNegative(String column) throws BadRow {
    var text = text(column);
    if (text == null) {
      return Double.NaN;
    }
    double value;
    try {
      value = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new BadRow("unreadable " + column, column + " is \"" + text + "\"; wanted a number");
    }
    if (!Double.isFinite(value) || value < 0) {
      throw new BadRow(
          "unusable " + column, column + " is " + text + "; wanted a number of zero or more");
    }
    return value;
  }
}
