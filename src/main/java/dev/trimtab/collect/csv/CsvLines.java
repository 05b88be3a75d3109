package dev.trimtab.collect.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/// The lines of a CSV file, one after the other in the same row.
///
/// Most files have no quotes: their lines are cut where they lie. From the first line on that has
/// one, or is longer than the room, a library reads on, which knows all of RFC 4180.
final class CsvLines implements AutoCloseable {
  private static final int ROOM = 1 << 16;

  private final PushbackReader input;
  private final CsvRow row;
  private final char[] text = new char[ROOM];
  private int at;
  private int limit;
  private long line = 1;
  private boolean afterReturn;
  private boolean ended;
  private @Nullable Iterator<CsvRow> quoted;

  /// @param row takes each line's cells
  CsvLines(Reader input, CsvRow row) {
    this.input = new PushbackReader(input, ROOM);
    this.row = row;
  }

  /// Goes on to the next line that is not empty; false where there is none.
  ///
  /// @throws de.siegmar.fastcsv.reader.CsvParseException for quotes that make no sense
  boolean next() throws IOException {
    if (quoted == null) {
      var found = plain();
      if (found != Found.QUOTES) {
        return found == Found.LINE;
      }
      input.unread(text, at, limit - at);
      quoted =
          CsvReader.builder()
              .allowMissingFields(true)
              .allowExtraFields(true)
              .build(new Cells(row, line - 1), input)
              .iterator();
    }
    boolean more = quoted.hasNext();
    if (more) {
      var _ = quoted.next();
    }
    return more;
  }

  private enum Found {
    LINE,
    QUOTES,
    CUT_OFF,
    END
  }

  private Found plain() throws IOException {
    var found = cut();
    while (found == Found.CUT_OFF) {
      found = more() ? cut() : Found.QUOTES;
    }
    return found;
  }

  /// Cuts the next line into cells; leaves it where it is if it has quotes or is not all there.
  private Found cut() {
    row.beginIn(text, line);
    int begin = at;
    for (int i = at; i < limit; i++) {
      char c = text[i];
      if (c > ',') {
        continue;
      }
      if (c == ',') {
        row.cell(begin, i);
        begin = i + 1;
      } else if (c == '"') {
        return Found.QUOTES;
      } else if (c == '\n' || c == '\r') {
        if (ends(c, begin, i)) {
          return Found.LINE;
        }
        begin = i + 1;
      }
    }
    return ended ? last(begin) : Found.CUT_OFF;
  }

  /// Ends a line; false where there is none: it is empty, or the second half of a line's end.
  private boolean ends(char c, int begin, int end) {
    boolean empty = end == at;
    line += empty && afterReturn && c == '\n' ? 0 : 1;
    afterReturn = c == '\r';
    at = end + 1;
    if (empty) {
      row.beginIn(text, line);
    } else {
      row.cell(begin, end);
    }
    return !empty;
  }

  private Found last(int begin) {
    if (at == limit) {
      return Found.END;
    }
    row.cell(begin, limit);
    at = limit;
    return Found.LINE;
  }

  /// Moves the line that has begun to the front, and reads on behind it; false where it fills all
  /// the room.
  private boolean more() throws IOException {
    System.arraycopy(text, at, text, 0, limit - at);
    limit -= at;
    at = 0;
    if (limit == ROOM) {
      return false;
    }
    int read = input.read(text, limit, ROOM - limit);
    ended = read < 0;
    limit += Math.max(0, read);
    return true;
  }

  @Override
  public void close() throws IOException {
    input.close();
  }

  /// Copies cells that the library has found.
  private static final class Cells extends AbstractBaseCsvCallbackHandler<CsvRow> {
    private final CsvRow row;
    private final long linesBefore;

    Cells(CsvRow row, long linesBefore) {
      this.row = row;
      this.linesBefore = linesBefore;
    }

    @Override
    protected void handleBegin(long startingLineNumber) {
      row.begin(linesBefore + startingLineNumber);
    }

    @Override
    protected void handleField(int field, char[] buffer, int offset, int length, boolean quoted) {
      row.add(buffer, offset, length);
    }

    @Override
    protected CsvRow buildRecord() {
      return row;
    }
  }
}
