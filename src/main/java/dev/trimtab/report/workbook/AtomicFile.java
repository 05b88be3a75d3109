package dev.trimtab.report.workbook;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.UnaryOperator;
import org.apache.poi.openxml4j.exceptions.OpenXML4JRuntimeException;
import org.jspecify.annotations.Nullable;

/// Puts a file in place whole or not at all, also across a power cut.
///
/// @param disk what lies between us and the file; a test puts a full disk there
record AtomicFile(UnaryOperator<OutputStream> disk) {
  static AtomicFile onDisk() {
    return new AtomicFile(UnaryOperator.identity());
  }

  /// Writes into the given stream.
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  void write(Path target, Content content) throws IOException {
    var folder = target.toAbsolutePath().resolveSibling("");
    var beside = Files.createTempFile(folder, "." + target.getFileName() + ".", ".tmp");
    try {
      fill(beside, content);
      Files.move(
          beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      sync(folder);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  private void fill(Path file, Content content) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE);
        var out = new Watched(disk.apply(Channels.newOutputStream(channel)))) {
      out.write(content);
      out.flush();
      channel.force(true);
    }
  }

  /// The name is data of the folder, and has to reach the disk too.
  private static void sync(Path folder) throws IOException {
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /// Remembers what the disk said: the workbook library keeps it to itself and throws its own.
  private static final class Watched extends FilterOutputStream {
    private @Nullable IOException failure;

    Watched(OutputStream out) {
      super(out);
    }

    void write(Content content) throws IOException {
      try {
        content.writeTo(this);
      } catch (OpenXML4JRuntimeException e) {
        if (failure != null) {
          failure.addSuppressed(e);
          throw failure;
        }
        throw e;
      }
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      try {
        out.write(bytes, from, length);
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }
  }
}
