package dev.trimtab.demo.seed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Reads the demo's own tables: comma-separated, no quoting, `#` starts a comment line.
public final class Table {
  private Table() {}

  /// The rows of a table that ships with the program.
  public static List<Row> read(String name) {
    try (var stream =
        Objects.requireNonNull(
            Table.class.getResourceAsStream("/dev/trimtab/demo/" + name), () -> name)) {
      var text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      var lines = text.lines().filter(line -> !line.startsWith("#") && !line.isBlank()).toList();
      var header = Arrays.asList(lines.getFirst().split(",", -1));
      var rows = new ArrayList<Row>();
      for (var line : lines.subList(1, lines.size())) {
        rows.add(row(name, header, line));
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Row row(String name, List<String> header, String line) {
    var cells = line.split(",", -1);
    if (cells.length != header.size()) {
      throw new IllegalStateException(
          "%s: %d cells, not %d: %s".formatted(name, cells.length, header.size(), line));
    }
    var values = new java.util.HashMap<String, String>();
    for (int i = 0; i < cells.length; i++) {
      values.put(header.get(i), cells[i]);
    }
    return new Row(values);
  }

  /// A row's cells by column.
  public record Row(Map<String, String> cells) {
    public Row {
      cells = Map.copyOf(cells);
    }

    public String text(String column) {
      return Objects.requireNonNull(cells.get(column), column);
    }

    /// The cell as a number, 0 where it is empty.
    public int number(String column) {
      var text = text(column);
      return text.isEmpty() ? 0 : Integer.parseInt(text);
    }
  }
}
