package dev.trimtab.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.fixtures.InProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacktestCommandTest {
  private static final Instant START = Instant.parse("2026-10-01T00:00:00Z");
  private static final String HEADER =
      "workload,container,start,end,cpu_usage_avg_cores,memory_usage_avg_bytes,extra";

  @TempDir private Path folder = Path.of("");

  private static List<String> rows(int days) {
    var rows = new ArrayList<String>();
    for (int hour = 0; hour < days * 24; hour++) {
      var from = START.plusSeconds(hour * 3600L);
      for (var workload : List.of("shop", "\"a \"\"quoted\"\", name\"")) {
        rows.add(
            "%s,main,%s,%s,%.3f,%d,x"
                .formatted(
                    workload, from, from.plusSeconds(3600), 0.1 + hour % 24 * 0.01, 500_000_000));
      }
    }
    return rows;
  }

  private Path csv(String name, List<String> rows) throws IOException {
    var lines = new ArrayList<String>();
    lines.add(HEADER);
    lines.addAll(rows);
    return Files.write(folder.resolve(name), lines);
  }

  private InProcess run(Path usage, String... more) {
    var arguments = new ArrayList<>(List.of("backtest", "--usage", usage.toString()));
    arguments.addAll(List.of(more));
    return InProcess.run(START, arguments.toArray(String[]::new));
  }

  private static List<String> lines(Path gzip) throws IOException {
    try (var in = new GZIPInputStream(Files.newInputStream(gzip))) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
          .lines()
          .toList();
    }
  }

  @Test
  void writes_a_decision_per_policy_container_and_origin_whatever_the_order_of_rows()
      throws IOException {
    var rows = rows(6);
    var out = folder.resolve("out.csv.gz");
    var usage = csv("usage.csv", rows);
    var run =
        run(usage, "--policy", "vpa,krr,trimtab", "--train", "3d", "--recommendations", "" + out);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).contains("extra");
    var written = lines(out);
    assertThat(written).hasSize(1 + 3 * 2 * 3);
    assertThat(written.get(1))
        .startsWith("vpa,,,,shop,main,2026-10-04T00:00:00Z,2026-10-05T00:00:00Z,resize,");
    assertThat(written).anyMatch(line -> line.contains("\"a \"\"quoted\"\", name\""));

    assertThat(written.get(1)).endsWith(",the first size");
    assertThat(written.get(2))
        .containsPattern(",\"CPU (as before|[-+][0-9.]+%), memory as before\"$");
    assertThat(written.subList(1, written.size())).noneMatch(line -> line.endsWith(","));

    Collections.shuffle(rows, new Random(7));
    var shuffled = folder.resolve("shuffled.csv.gz");
    run(
        csv("shuffled.csv", rows),
        "--policy",
        "vpa,krr,trimtab",
        "--train",
        "3d",
        "--recommendations",
        "" + shuffled);
    assertThat(lines(shuffled)).containsExactlyInAnyOrderElementsOf(written);
  }

  @Test
  void writes_scores_as_json() throws IOException {
    var score = folder.resolve("score.json");
    var run = run(csv("usage.csv", rows(5)), "--train", "3d", "--score", "" + score);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(Files.readString(score)).contains("\"policy\":\"krr\"", "\"coverage\":1.0");
    // no policy stated a risk of 50%: that bin is empty, not zero
    assertThat(Files.readString(score)).contains("\"realised\":null").doesNotContain("NaN");
  }

  @Test
  void an_unknown_policy_is_told_with_those_there_are() throws IOException {
    var run = run(csv("usage.csv", rows(2)), "--policy", "vpaa");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("'vpaa'", "kruize-performance", "trimtab@lean");
  }

  @Test
  void a_history_shorter_than_the_training_is_told() throws IOException {
    var run = run(csv("usage.csv", rows(2)));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("2d of usage", "--train 14d");
  }

  @Test
  void too_many_bad_rows_are_told_by_line_and_reason() throws IOException {
    var rows = rows(4);
    rows.set(0, "shop,main,2026-10-01T00:00:00Z,2026-09-01T00:00:00Z,1,1,");
    rows.set(9, "shop,main,2026-10-01T00:00:00Z,2026-10-01T01:00:00Z,-1,1,");
    var strict = run(csv("bad.csv", rows), "--train", "2d", "--max-bad-rows", "0");
    assertThat(strict.exitCode()).isEqualTo(2);
    var lenient = run(csv("bad.csv", rows), "--train", "2d", "--max-bad-rows", "0.5");
    assertThat(lenient.exitCode()).as(lenient.err()).isZero();
    assertThat(lenient.err())
        .contains("bad.csv:2: end not after start", "bad.csv:11: unusable cpu_usage_avg_cores");
  }

  @Test
  void a_file_that_cannot_be_read_says_what_is_wrong_with_it() throws IOException {
    assertThat(run(folder.resolve("none.csv"), "--policy", "krr", "--recommendations", "x").err())
        .contains("none.csv", "it does not exist");
    assertThat(run(folder, "--policy", "krr", "--recommendations", "x").err())
        .contains("it is a folder");
    assertThat(run(csv("plain.csv.gz", rows(1)), "--policy", "krr", "--recommendations", "x").err())
        .contains("it is not gzip, although it ends in .gz");
  }

  @Test
  void what_is_wrong_with_the_data_is_one_line_and_no_lesson_on_options() throws IOException {
    var none = run(folder.resolve("none.csv"));
    var brief = run(csv("brief.csv", rows(2)));
    for (var run : List.of(none, brief)) {
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).contains("trimtab: ").doesNotContain("Usage:", "--policy");
    }
    assertThat(run(folder.resolve("none.csv"), "--policy", "vpaa").err()).contains("Usage:");
  }

  @Test
  void an_instant_that_is_none_is_told_with_its_option_and_the_form_wanted() throws IOException {
    for (var option : List.of("--start", "--end", "--as-of")) {
      var run = run(csv("usage.csv", rows(2)), option, "2026-13-01");
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).contains(option, "'2026-13-01'", "such as 2026-11-23T06:00:00Z");
    }
  }

  @Test
  void a_share_of_bad_rows_is_within_zero_and_one() throws IOException {
    for (var share : List.of("-0.1", "1.5", "NaN", "few")) {
      var run = run(csv("usage.csv", rows(2)), "--max-bad-rows", share);
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).contains("--max-bad-rows", "'" + share + "'", "[0, 1]");
    }
  }
}
