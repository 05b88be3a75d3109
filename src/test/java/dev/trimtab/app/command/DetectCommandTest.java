package dev.trimtab.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.app.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectCommandTest {
  private static final String HEADER = "series,start,end,cost,requests,failed_requests\n";
  private static final Instant FIRST = Instant.parse("2026-01-05T00:00:00Z");
  private static final int ONSET = 40 * 24;

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();

  private int detect(Path spend, String... more) {
    var args =
        Stream.concat(
                Stream.of(
                    "detect",
                    "--series",
                    spend.toString(),
                    "--alerts",
                    folder.resolve("alerts.csv").toString()),
                Stream.of(more))
            .toArray(String[]::new);
    return Main.run(args, Map.of(), InstantSource.system(), new PrintWriter(out));
  }

  private static List<String> rows() {
    var rows = new ArrayList<String>();
    var random = new Random(1);
    for (int hour = 0; hour < ONSET + 12; hour++) {
      var start = FIRST.plusSeconds(3600L * hour);
      double grown = hour < ONSET ? 1 : 1 + Math.pow(2, hour - ONSET);
      for (var key : List.of("key-a", "\"key, b\"")) {
        double cost = (5 + random.nextDouble()) * (key.equals("key-a") ? grown : 1);
        rows.add("%s,%s,%s,%.4f,,".formatted(key, start, start.plusSeconds(3600), cost));
      }
    }
    return rows;
  }

  private Path file(String name, List<String> rows) throws IOException {
    var file = folder.resolve(name);
    var bytes = (HEADER + String.join("\n", rows) + "\n").getBytes(StandardCharsets.UTF_8);
    try (var raw = Files.newOutputStream(file);
        var stream = name.endsWith(".gz") ? new GZIPOutputStream(raw) : raw) {
      stream.write(bytes);
    }
    return file;
  }

  private List<String> alerts() throws IOException {
    return Files.readAllLines(folder.resolve("alerts.csv"));
  }

  @Test
  void writes_alerts_with_the_columns_of_the_format() throws IOException {
    assertThat(detect(file("spend.csv", rows()))).isZero();
    assertThat(alerts()).hasSize(2);
    assertThat(alerts().getFirst())
        .isEqualTo("series,at,rule,first_at,score,observed,expected,excess_cost,message");
    assertThat(alerts().getLast()).startsWith("key-a,2026-02-14T").contains("an hour");
  }

  @Test
  void order_and_gzip_do_not_matter() throws IOException {
    detect(file("spend.csv", rows()));
    var plain = alerts();
    var mixed = new ArrayList<>(rows());
    Collections.shuffle(mixed, new Random(7));
    detect(file("spend.csv.gz", mixed));
    assertThat(alerts()).isEqualTo(plain);
  }

  @Test
  void scores_every_row() throws IOException {
    var scores = folder.resolve("scores.csv");
    assertThat(detect(file("spend.csv", rows()), "--scores", scores.toString())).isZero();
    var lines = Files.readAllLines(scores);
    assertThat(lines.getFirst()).isEqualTo("series,start,score");
    assertThat(lines).hasSize(rows().size() + 1);
    assertThat(lines.get(1)).startsWith("key-a,2026-01-05T00:00:00Z,0.");
  }

  @Test
  void too_many_rows_that_cannot_be_used_end_it() throws IOException {
    var rows = new ArrayList<>(rows());
    rows.add("key-a,2026-03-01T00:00:00Z,2026-02-01T00:00:00Z,1,,");
    rows.add("key-a,2026-03-01T00:00:00Z,2026-03-01T01:00:00Z,-1,,");
    assertThat(detect(file("spend.csv", rows))).isZero();
    assertThat(detect(file("spend.csv", rows), "--max-bad-rows", "0.0001")).isEqualTo(Exit.USAGE);
  }

  @Test
  void a_rate_of_none_is_refused() throws IOException {
    assertThat(detect(file("spend.csv", rows()), "--sensitivity", "0")).isEqualTo(Exit.USAGE);
  }
}
