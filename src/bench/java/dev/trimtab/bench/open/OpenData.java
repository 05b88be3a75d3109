package dev.trimtab.bench.open;

import dev.trimtab.collect.csv.CsvFile;
import dev.trimtab.model.SourceUnavailable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Where the open data lies: beside the project, never in it.
final class OpenData {
  private static final Path ROOT = Path.of("../shared/data");

  private OpenData() {}

  /// A file of it.
  ///
  /// @throws SourceUnavailable when it is not there
  static Path file(String name) throws SourceUnavailable {
    var file = ROOT.resolve(name);
    if (!Files.exists(file)) {
      throw new SourceUnavailable(
          "%s does not exist: this bench replays open data that is not part of the project. Maybe it was started outside the project's folder?"
              .formatted(file));
    }
    return file;
  }

  /// Reads a table, in which every row has to be good.
  static void read(String name, List<String> columns, CsvFile.RowHandler handler)
      throws SourceUnavailable {
    new CsvFile("open data", file(name), 0).read(columns, handler);
  }
}
