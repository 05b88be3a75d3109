package dev.trimtab.app.explain;

import java.util.ArrayList;
import java.util.List;

/// Rows under one another, figures to the right of their column and words to the left.
///
/// @param words the columns that hold words, by their place
record Columns(List<Integer> words, List<List<String>> rows) {
  List<String> lines() {
    var lines = new ArrayList<String>();
    for (var row : rows) {
      var line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        var space = " ".repeat(width(i) - row.get(i).length());
        line.append("  ").append(words.contains(i) ? row.get(i) + space : space + row.get(i));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
