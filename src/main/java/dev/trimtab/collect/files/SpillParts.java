package dev.trimtab.collect.files;

import dev.trimtab.model.spend.SpendPoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// Numbered points in several temporary files, each point in the one of its number's remainder.
final class SpillParts {
  private static final int ROW_BYTES = 2 * Integer.BYTES + Long.BYTES + 6 * Double.BYTES;
  private static final int WRITE_BUFFER = 240 * ROW_BYTES;
  private static final int READ_BUFFER = 960 * ROW_BYTES;

  private final Path folder;
  private final int count;

  SpillParts(Path folder, int count) {
    this.folder = folder;
    this.count = count;
  }

  private Path file(int part) {
    return folder.resolve("part-" + part);
  }

  Writer writer() throws IOException {
    return new Writer();
  }

  /// Takes points; they are all there once it is closed.
  final class Writer implements AutoCloseable {
    private final List<FileChannel> files = new ArrayList<>();
    private final List<ByteBuffer> waiting = new ArrayList<>();

    private Writer() throws IOException {
      try {
        for (int part = 0; part < count; part++) {
          files.add(
              FileChannel.open(
                  file(part), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
          waiting.add(ByteBuffer.allocate(WRITE_BUFFER));
        }
      } catch (IOException e) {
        closeFiles();
        throw e;
      }
    }

    void add(int number, SpendPoint point) throws IOException {
      int part = number % count;
      var rows = waiting.get(part);
      if (!rows.hasRemaining()) {
        write(part);
      }
      rows.putInt(number).putLong(point.start());
      rows.putInt((int) Math.min(Integer.MAX_VALUE, point.seconds()));
      rows.putDouble(point.cost()).putDouble(point.requests()).putDouble(point.failed());
      rows.putDouble(point.inputTokens()).putDouble(point.outputTokens());
      rows.putDouble(point.budgetPerMonth());
    }

    private void write(int part) throws IOException {
      var rows = waiting.get(part).flip();
      while (rows.hasRemaining()) {
        var _ = files.get(part).write(rows);
      }
      rows.clear();
    }

    /// Writes what is left.
    void finish() throws IOException {
      for (int part = 0; part < count; part++) {
        write(part);
      }
    }

    @Override
    public void close() throws IOException {
      closeFiles();
    }

    private void closeFiles() throws IOException {
      for (var file : files) {
        file.close();
      }
    }
  }

  /// The points of a part, by their numbers over the count of parts; those of a number in the order
  /// in which they came.
  List<List<SpendPoint>> points(int part) throws IOException {
    var points = new ArrayList<List<SpendPoint>>();
    var rows = ByteBuffer.allocate(READ_BUFFER);
    try (var in = FileChannel.open(file(part), StandardOpenOption.READ)) {
      while (in.read(rows) >= 0) {
        rows.flip();
        while (rows.remaining() >= ROW_BYTES) {
          int number = rows.getInt() / count;
          while (points.size() <= number) {
            points.add(new ArrayList<>());
          }
          points.get(number).add(point(rows));
        }
        rows.compact();
      }
    }
    return points;
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

  /// Deletes the files.
  void delete() throws IOException {
    for (int part = 0; part < count; part++) {
      Files.deleteIfExists(file(part));
    }
  }
}
