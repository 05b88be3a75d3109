package dev.trimtab.collect.llm.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;

/// A file of a cost export.
///
/// @param id the export that it is a part of
/// @param saved when it was last written
record ExportFile(Id id, Instant saved) {
  /// Files that lie side by side and differ in a part's number are one export; a date is none.
  ///
  /// @param stem what their names have in common
  record Id(Path folder, String stem) {}

  static final Comparator<Path> ORDER =
      Comparator.comparing((Path file) -> id(file).folder())
          .thenComparing(file -> id(file).stem())
          .thenComparing(file -> file);

  private static final String DATE = ".*\\d{4}-\\d{2}(-\\d{2})?";

  /// `part_0`, `part_0_0001`, `export-000000000012` as BigQuery numbers them.
  private static final String NUMBER = "[-_.](\\d{1,4}(_\\d{1,4})?|0\\d{11})$";

  static ExportFile of(Path file) throws IOException {
    return new ExportFile(id(file), Files.getLastModifiedTime(file).toInstant());
  }

  /// Where a file lies.
  static Path folder(Path file) {
    return file.toAbsolutePath().resolveSibling("");
  }

  private static Id id(Path file) {
    var plain =
        file.getFileName()
            .toString()
            .replaceFirst("\\.gz$", "")
            .replaceFirst("\\.(csv|json|jsonl|ndjson)$", "");
    return new Id(folder(file), plain.matches(DATE) ? plain : plain.replaceFirst(NUMBER, ""));
  }
}
