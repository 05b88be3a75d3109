package dev.trimtab.collect.csv;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The columns of a file, by name and by position from 0.
public final class CsvColumns {
  /// Stands for a column that the file does not have; its cells are unknown.
  public static final int MISSING = -1;

  private final List<String> names;
  private final Map<String, Integer> positions = new HashMap<>();

  CsvColumns(List<String> names) {
    this.names = List.copyOf(names);
    for (int i = 0; i < names.size(); i++) {
      positions.putIfAbsent(names.get(i), i);
    }
  }

  /// Where a column is, or [#MISSING].
  public int position(String name) {
    var position = positions.get(name);
    return position == null ? MISSING : position;
  }

  public boolean has(String name) {
    return positions.containsKey(name);
  }

  public List<String> names() {
    return names;
  }

  String name(int position) {
    return names.get(position);
  }
}
