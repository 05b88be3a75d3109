package dev.trimtab.collect.csv;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A line of a CSV file, its columns by name or, faster, by position. An empty cell, a missing
/// column and a literal `NULL` are unknown.
///
/// The same object is used for the next line: what is needed later has to be taken out of it.
public final class CsvRow {
  private CsvColumns columns = new CsvColumns(List.of());
  private char[] copied = new char[512];
  private char[] text = copied;
  private int[] begins = new int[32];
  private int[] ends = new int[32];
  private int cells;
  private long line;

  /// Says which columns the lines after the header have.
  void under(CsvColumns header) {
    columns = header;
  }

  /// All cells as they are.
  List<String> texts() {
    return IntStream.range(0, cells)
        .mapToObj(cell -> new String(text, begins[cell], ends[cell] - begins[cell]))
        .toList();
  }

  /// Begins a line whose cells are copied.
  void begin(long startsAtLine) {
    beginIn(copied, startsAtLine);
  }

  /// Begins a line whose cells lie in a text that stays as it is until the next line.
  void beginIn(char[] lying, long startsAtLine) {
    text = lying;
    line = startsAtLine;
    cells = 0;
  }

  /// Copies a cell.
  void add(char[] buffer, int offset, int length) {
    int from = cells == 0 ? 0 : ends[cells - 1];
    if (from + length > copied.length) {
      copied = Arrays.copyOf(copied, Math.max(2 * copied.length, from + length));
      text = copied;
    }
    System.arraycopy(buffer, offset, copied, from, length);
    cell(from, from + length);
  }

  /// Adds a cell where it lies.
  void cell(int from, int to) {
    if (cells == ends.length) {
      begins = Arrays.copyOf(begins, 2 * cells);
      ends = Arrays.copyOf(ends, 2 * cells);
    }
    begins[cells] = from;
    ends[cells++] = to;
  }

  public long line() {
    return line;
  }

  /// How many cells the line has, whatever the header promised.
  public int cells() {
    return cells;
  }

  /// The cell, or null where it is unknown.
  public @Nullable String text(String column) {
    return text(columns.position(column));
  }

  /// The cell at a position, or null where it is unknown.
  public @Nullable String text(int position) {
    return isKnown(position)
        ? new String(text, from(position), ends[position] - from(position))
        : null;
  }

  /// The cell, or the empty string where it is unknown.
  public String textOrEmpty(String column) {
    var cell = text(column);
    return cell == null ? "" : cell;
  }

  /// The cell at a position, or the empty string where it is unknown; equal ones are the same.
  public String word(int position, Words words) {
    return isKnown(position) ? words.word(text, from(position), ends[position]) : "";
  }

  /// The cell, which has to be there.
  ///
  /// @throws BadRow when it is unknown
  public String required(String column) throws BadRow {
    var cell = text(column);
    if (cell == null) {
      throw missing(column);
    }
    return cell;
  }

  /// An ISO-8601 instant.
  ///
  /// @throws BadRow when it is unknown or unreadable
  public Instant instant(String column) throws BadRow {
    int position = columns.position(column);
    if (!isKnown(position)) {
      throw missing(column);
    }
    return instant(position);
  }

  /// The ISO-8601 instant at a position.
  ///
  /// @throws BadRow when it is unknown or unreadable
  public Instant instant(int position) throws BadRow {
    if (!isKnown(position)) {
      throw missing(columns.name(position));
    }
    try {
      return CellText.instant(text, from(position), ends[position]);
    } catch (DateTimeException e) {
      var column = columns.name(position);
      throw new BadRow(
          "unreadable " + column,
          column + " is \"" + text(position) + "\"; wanted such as 2026-11-23T02:15:00Z");
    }
  }

  /// The ISO-8601 instant at a position, in Unix seconds; parts of a second are cut off.
  ///
  /// @param lately what other cells like it were
  /// @throws BadRow when it is unknown or unreadable
  public long seconds(int position, Instants lately) throws BadRow {
    if (isKnown(position)) {
      long seconds = lately.seconds(text, from(position), ends[position]);
      if (seconds != CellText.NOT_PLAIN) {
        return seconds;
      }
    }
    return instant(position).getEpochSecond();
  }

  /// A decimal of zero or more, NaN where it is unknown.
  ///
  /// @throws BadRow when it is unreadable, negative, NaN or infinite
  public double nonNegative(String column) throws BadRow {
    return nonNegative(columns.position(column));
  }

  /// The decimal of zero or more at a position, NaN where it is unknown.
  ///
  /// @throws BadRow when it is unreadable, negative, NaN or infinite
  public double nonNegative(int position) throws BadRow {
    double value = number(position);
    if (value < 0) {
      throw unusable(position, "a number of zero or more");
    }
    return value;
  }

  /// The decimal at a position, NaN where it is unknown.
  ///
  /// @throws BadRow when it is unreadable, NaN or infinite
  public double number(int position) throws BadRow {
    if (!isKnown(position)) {
      return Double.NaN;
    }
    double value;
    try {
      value = CellText.number(text, from(position), ends[position]);
    } catch (NumberFormatException e) {
      var column = columns.name(position);
      throw new BadRow(
          "unreadable " + column, column + " is \"" + text(position) + "\"; wanted a number");
    }
    if (!Double.isFinite(value)) {
      throw unusable(position, "a number of zero or more");
    }
    return value;
  }

  private BadRow unusable(int position, String wanted) {
    var column = columns.name(position);
    return new BadRow(
        "unusable " + column, column + " is " + text(position) + "; wanted " + wanted);
  }

  private boolean isKnown(int position) {
    if (position < 0 || position >= cells) {
      return false;
    }
    int from = from(position);
    int length = ends[position] - from;
    return length > 0
        && !(length == 4
            && text[from] == 'N'
            && text[from + 1] == 'U'
            && text[from + 2] == 'L'
            && text[from + 3] == 'L');
  }

  private int from(int position) {
    return begins[position];
  }

  private static BadRow missing(String column) {
    return new BadRow("missing " + column, column + " is empty");
  }
}
