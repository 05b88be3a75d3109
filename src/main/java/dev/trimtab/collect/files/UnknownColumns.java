package dev.trimtab.collect.files;

import dev.trimtab.collect.csv.CsvColumns;
import dev.trimtab.model.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Columns that a format does not have are ignored with one warning.
final class UnknownColumns {
  private UnknownColumns() {}

  static Optional<Problem> warn(String source, Path file, CsvColumns columns, List<String> known) {
    var unknown = columns.names().stream().filter(name -> !known.contains(name)).toList();
    return unknown.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Problem(
                source,
                String.valueOf(file.getFileName()),
                "unknown-column",
                "ignored: " + String.join(", ", unknown)));
  }
}
