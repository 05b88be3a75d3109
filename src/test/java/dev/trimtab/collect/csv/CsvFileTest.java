package dev.trimtab.collect.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.trimtab.model.SourceUnavailable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFileTest {
  private static final int LINES = 100_000;

  @Test
  void a_file_that_was_cut_off_is_told_with_the_line_at_which(@TempDir Path folder)
      throws IOException {
    var file = folder.resolve("usage.csv.gz");
    var whole = zipped();
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    var read = new ArrayList<Long>();

    var thrown =
        catchThrowableOfType(
            SourceUnavailable.class,
            () ->
                new CsvFile("usage-csv", file, 0).read(List.of("a"), row -> read.add(row.line())));

    assertThat(read).hasSizeBetween(LINES / 4, LINES - 1);
    assertThat(thrown)
        .hasMessageContaining("usage-csv: cannot read " + file)
        .hasMessageContaining("at line " + (read.getLast() + 1) + ":")
        .hasMessageContaining("cut off");
  }

  private static byte[] zipped() throws IOException {
    var random = new Random(1);
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      out.write("a,b\n".getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < LINES; i++) {
        out.write((random.nextLong() + ",1\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }
}
