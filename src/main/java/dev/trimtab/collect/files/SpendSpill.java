package dev.trimtab.collect.files;

import dev.trimtab.model.Problem;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.spend.SpendPoint;
import dev.trimtab.model.spend.SpendSeries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Rows of spend.csv laid out on disk so that a series' rows can be had together, whatever their
/// order in the file: memory holds a few parts of them at a time.
public final class SpendSpill implements AutoCloseable {
  /// How many parts there are; a series is in one of them.
  public static final int PARTS = 256;

  private final Path folder;
  private final SpillParts parts;
  private final Map<String, Integer> indexes = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private List<Problem> problems = List.of();
  private long rows;
  private int last;

  private SpendSpill(Path folder) {
    this.folder = folder;
    parts = new SpillParts(folder, PARTS);
  }

  /// Reads a file to its end.
  ///
  /// @throws SourceUnavailable when it cannot be read, lacks a column or has too many bad rows, or
  ///   when there is no room for temporary files
  public static SpendSpill of(Path file, double mostBadRows) throws SourceUnavailable {
    SpendSpill spill;
    try {
      spill = new SpendSpill(Files.createTempDirectory("trimtab-spend"));
    } catch (IOException e) {
      throw noRoom(System.getProperty("java.io.tmpdir"), e);
    }
    try {
      spill.write(file, mostBadRows);
      return spill;
    } catch (IOException e) {
      spill.close();
      throw noRoom(spill.folder.toString(), e);
    } catch (SourceUnavailable e) {
      spill.close();
      throw e;
    }
  }

  private static SourceUnavailable noRoom(String folder, IOException cause) {
    return new SourceUnavailable(
        "no room for temporary files in %s: %s. Maybe set -Djava.io.tmpdir to another folder"
            .formatted(folder, cause.getMessage()),
        cause);
  }

  private void write(Path file, double mostBadRows) throws IOException, SourceUnavailable {
    try (var out = parts.writer()) {
      problems =
          new SpendCsv(mostBadRows).read(file, (series, point) -> write(out, index(series), point));
      out.finish();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void write(SpillParts.Writer out, int series, SpendPoint point) {
    try {
      rows++;
      out.add(series, point);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Files come series by series, or hour by hour in the same order: the last series and the one
  /// after it are nearer than a look into the map.
  private int index(String series) {
    if (!isAt(last, series)) {
      int following = last + 1 < names.size() ? last + 1 : 0;
      last = isAt(following, series) ? following : lookUp(series);
    }
    return last;
  }

  private boolean isAt(int index, String series) {
    return index < names.size() && names.get(index).equals(series);
  }

  private int lookUp(String series) {
    var index = indexes.get(series);
    if (index == null) {
      index = names.size();
      names.add(series);
      indexes.put(series, index);
    }
    return index;
  }

  /// What could not be used.
  public List<Problem> problems() {
    return problems;
  }

  /// How many series there are.
  public int count() {
    return names.size();
  }

  /// How many rows could be used.
  public long rows() {
    return rows;
  }

  /// The series of a part (0 to [#PARTS], exclusive), by their first rows in the file; safe from
  /// several threads.
  ///
  /// @throws UncheckedIOException when the temporary files cannot be read
  public List<SpendSeries> series(int number) {
    List<List<SpendPoint>> points;
    try {
      points = parts.points(number);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return IntStream.range(0, points.size())
        .mapToObj(i -> new SpendSeries(names.get(i * PARTS + number), points.get(i)))
        .toList();
  }

  /// Deletes the temporary files.
  @Override
  public void close() {
    try {
      parts.delete();
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete the temporary folder " + folder, e);
    }
  }
}
