package dev.trimtab.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;

/// Writes a large spend.csv: every series in every hour, so that no series' rows are together.
final class SpendLoad {
  private static final Instant FIRST = Instant.parse("2026-01-05T00:00:00Z");

  private SpendLoad() {}

  /// Writes it, by the hour.
  static void write(Path file, int series, int days) throws IOException {
    var random = new Random(1);
    var levels = random.doubles(series, 10, 5000).toArray();
    try (var out =
        new BufferedWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8), 1 << 20)) {
      out.write("series,start,end,cost,requests,failed_requests,input_tokens,output_tokens\n");
      var row = new StringBuilder();
      for (int hour = 0; hour < days * 24; hour++) {
        var start = FIRST.plusSeconds(3600L * hour);
        var interval = "," + start + "," + start.plusSeconds(3600) + ",";
        for (int i = 0; i < series; i++) {
          long requests = (long) (levels[i] * (1 + 0.3 * random.nextDouble()));
          row.setLength(0);
          row.append("team-").append(i).append(interval);
          row.append("0.").append(100_000 + requests * 100).append(',').append(requests);
          row.append(',').append(requests / 100).append(',').append(requests * 1000);
          row.append(',').append(requests * 200).append('\n');
          out.append(row);
        }
      }
    }
  }
}
