package dev.trimtab.collect.files;

import dev.trimtab.model.Problem;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.spend.SpendPoint;
import dev.trimtab.model.spend.SpendSeries;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Rows of spend.csv laid out on disk so that a series' rows can be had together, whatever their
/// order in the file: memory holds a few parts of them at a time.
public final class SpendSpill implements AutoCloseable {
  /// How many parts there are; a series is in one of them.
  public static final int PARTS = 256;

  private static final int WRITE_BUFFER = 1 << 14;
  private static final int READ_BUFFER = 1 << 16;
  private static final int ROW_BYTES = 2 * Integer.BYTES + Long.BYTES + 6 * Double.BYTES;

  private final Path folder;
  private final Map<String, Integer> indexes = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private List<Problem> problems = List.of();
  private long rows;
  private int last;

  private SpendSpill(Path folder) {
    this.folder = folder;
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
    var outs = new ArrayList<OutputStream>();
    try {
      for (int part = 0; part < PARTS; part++) {
        outs.add(new BufferedOutputStream(Files.newOutputStream(part(part)), WRITE_BUFFER));
      }
      var bytes = new byte[ROW_BYTES];
      var row = ByteBuffer.wrap(bytes);
      problems =
          new SpendCsv(mostBadRows)
              .read(
                  file, (series, point) -> write(bytes, outs.get(fill(row, index(series), point))));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      for (var out : outs) {
        out.close();
      }
    }
  }

  private static void write(byte[] row, OutputStream out) {
    try {
      out.write(row);
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

  /// Fills the row and returns the part that it belongs to.
  private int fill(ByteBuffer row, int series, SpendPoint point) {
    rows++;
    row.clear();
    row.putInt(series).putLong(point.start());
    row.putInt((int) Math.min(Integer.MAX_VALUE, point.seconds()));
    row.putDouble(point.cost()).putDouble(point.requests()).putDouble(point.failed());
    row.putDouble(point.inputTokens()).putDouble(point.outputTokens());
    row.putDouble(point.budgetPerMonth());
    return series % PARTS;
  }

  private Path part(int number) {
    return folder.resolve("part-" + number);
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
    var points = new TreeMap<Integer, List<SpendPoint>>();
    var bytes = new byte[ROW_BYTES];
    var row = ByteBuffer.wrap(bytes);
    try (var in =
        new DataInputStream(
            new BufferedInputStream(Files.newInputStream(part(number)), READ_BUFFER))) {
      while (true) {
        in.readFully(bytes);
        row.clear();
        points.computeIfAbsent(row.getInt(), _ -> new ArrayList<>()).add(point(row));
      }
    } catch (EOFException _) {
      var series = new ArrayList<SpendSeries>();
      points.forEach((index, each) -> series.add(new SpendSeries(names.get(index), each)));
      return series;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SpendPoint point(ByteBuffer row) {
    long start = row.getLong();
    return new SpendPoint(
        start,
        start + row.getInt(),
        row.getDouble(),
        row.getDouble(),
        row.getDouble(),
        row.getDouble(),
        row.getDouble(),
        row.getDouble());
  }

  /// Deletes the temporary files.
  @Override
  public void close() {
    try {
      for (int i = 0; i < PARTS; i++) {
        Files.deleteIfExists(part(i));
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete the temporary folder " + folder, e);
    }
  }
}
