package dev.trimtab.app.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/// Rows to print: as an aligned table for people, as CSV or JSON for programs.
record Table(List<String> columns, List<List<String>> rows) {
  private static final int WIDEST = 100;

  Table {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /// The formats of `--output`.
  enum Format {
    table,
    json,
    csv
  }

  void print(Format format, PrintWriter out) {
    switch (format) {
      case table -> printTable(out);
      case json -> printJson(out);
      case csv -> printCsv(out);
    }
    out.flush();
  }

  private void printTable(PrintWriter out) {
    var widths = new int[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = columns.get(i).length();
      for (var row : rows) {
        widths[i] = Math.max(widths[i], cut(row.get(i)).length());
      }
    }
    printLine(columns, widths, out);
    for (var row : rows) {
      printLine(row, widths, out);
    }
  }

  private static void printLine(List<String> cells, int[] widths, PrintWriter out) {
    var line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      var cell = cut(cells.get(i));
      line.append(cell).append(" ".repeat(widths[i] - cell.length() + 2));
    }
    out.println(line.toString().stripTrailing());
  }

  private static String cut(String cell) {
    var line = cell.replace('\n', ' ');
    return line.length() <= WIDEST ? line : line.substring(0, WIDEST - 1) + "…";
  }

  private void printJson(PrintWriter out) {
    var objects = new ArrayList<LinkedHashMap<String, String>>();
    for (var row : rows) {
      var object = new LinkedHashMap<String, String>();
      for (int i = 0; i < columns.size(); i++) {
        object.put(columns.get(i), row.get(i));
      }
      objects.add(object);
    }
    out.println(
        JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(objects));
  }

  private void printCsv(PrintWriter out) {
    out.println(csv(columns));
    for (var row : rows) {
      out.println(csv(row));
    }
  }

  private static String csv(List<String> cells) {
    return cells.stream()
        .map(c -> c.matches("(?s).*[\",\r\n].*") ? '"' + c.replace("\"", "\"\"") + '"' : c)
        .collect(Collectors.joining(","));
  }
}
