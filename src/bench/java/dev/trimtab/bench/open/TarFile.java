package dev.trimtab.bench.open;

import dev.trimtab.model.SourceUnavailable;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/// Files of a `.tar.gz`, as texts.
public final class TarFile {
  private static final int BLOCK = 512;
  private static final int NAME = 100;
  private static final int SIZE_AT = 124;
  private static final int SIZE_LENGTH = 11;

  private TarFile() {}

  /// Reads those whose names are wanted, by name.
  public static Map<String, String> texts(String name, Predicate<String> wanted)
      throws SourceUnavailable {
    var texts = new TreeMap<String, String>();
    var file = OpenData.file(name);
    try (var in =
        new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file)), 1 << 16)) {
      for (var header = in.readNBytes(BLOCK);
          header.length == BLOCK && header[0] != 0;
          header = in.readNBytes(BLOCK)) {
        var entry = text(header, 0, NAME);
        int size = Integer.parseInt(text(header, SIZE_AT, SIZE_LENGTH), 8);
        var content = in.readNBytes(size);
        skipPadding(in, size);
        if (wanted.test(entry)) {
          texts.put(entry, new String(content, StandardCharsets.UTF_8));
        }
      }
    } catch (IOException e) {
      throw new SourceUnavailable("cannot read " + file + ": " + e.getMessage(), e);
    }
    return texts;
  }

  private static void skipPadding(InputStream in, int size) throws IOException {
    in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
  }

  private static String text(byte[] header, int from, int length) {
    int to = from;
    while (to < from + length && header[to] > ' ') {
      to++;
    }
    return new String(header, from, to - from, StandardCharsets.UTF_8);
  }
}
