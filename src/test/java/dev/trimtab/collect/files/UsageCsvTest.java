package dev.trimtab.collect.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.trimtab.collect.RecordingSink;
import dev.trimtab.model.Fact;
import dev.trimtab.model.Problem;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.cluster.Resources;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.usage.PodContainer;
import dev.trimtab.model.usage.UsageSample;
import dev.trimtab.units.Cpu;
import dev.trimtab.units.Memory;
import dev.trimtab.units.TimeWindow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UsageCsvTest {
  private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");
  private static final String HEADER = "workload,container,start,end,cpu_usage_avg_cores\n";

  @TempDir Path folder;

  @Test
  void reads_every_column_by_name_in_any_order() throws Exception {
    var sink =
        collect(
            """
            restarts,oom_kills,end,start,pod,container,workload,workload_kind,namespace,cluster,cpu_usage_max_cores,cpu_usage_avg_cores,cpu_throttled_fraction,memory_usage_avg_bytes,memory_usage_max_bytes,memory_limit_bytes,memory_request_bytes,cpu_limit_cores,cpu_request_cores
            2,1,2026-11-23T02:30:00Z,2026-11-23T02:15:00Z,web-1,app,web,Deployment,shop,production,0.5,0.25,0.125,1000,2e3,4096,2048.5,1,0.2501
            """);
    assertThat(sink.samples())
        .containsExactly(
            new UsageSample(
                new PodContainer(
                    new WorkloadRef("production", "shop", "Deployment", "web"), "web-1", "app", ""),
                Instant.parse("2026-11-23T02:15:00Z"),
                Instant.parse("2026-11-23T02:30:00Z"),
                0.25,
                0.5,
                0.125,
                1000,
                2000,
                1,
                2,
                new Resources(
                    Cpu.millis(251), Cpu.millis(1000), Memory.bytes(2049), Memory.bytes(4096), 0)));
    assertThat(sink.problems).isEmpty();
    assertThat(sink.completed).containsExactly(Instant.parse("2026-11-23T02:30:00Z"));
  }

  @Test
  void what_is_missing_is_unknown_and_never_zero() throws Exception {
    var sample =
        collect(HEADER + "web,app,2026-11-23T02:15:00Z,2026-11-23T02:30:00Z,0.25\n")
            .samples()
            .getFirst();
    assertThat(sample.subject())
        .isEqualTo(new PodContainer(new WorkloadRef("default", "", "", "web"), "", "app", ""));
    assertThat(sample.cpuPeak()).isNaN();
    assertThat(sample.throttled()).isNaN();
    assertThat(sample.memoryAverage()).isNaN();
    assertThat(sample.memoryPeak()).isNaN();
    assertThat(sample.oomKills()).isEqualTo(-1);
    assertThat(sample.restarts()).isEqualTo(-1);
    assertThat(sample.inForce()).isNull();
  }

  @Test
  void tells_bad_rows_by_line_and_reason_and_keeps_the_good_ones() throws Exception {
    var rows = new StringBuilder(HEADER);
    for (int i = 0; i < 1000; i++) {
      rows.append("web,app,2026-11-23T02:15:00Z,2026-11-23T02:30:00Z,0.25\n");
    }
    rows.append("web,app,2026-11-23T02:15:00Z,2026-11-23T02:30:00Z,NaN\n");
    rows.append("web,app,2026-11-23T02:15:00Z,2026-11-23T02:30:00Z,-1\n");
    rows.append("web,app,2026-11-23T02:30:00Z,2026-11-23T02:30:00Z,1\n");
    rows.append("web,app,yesterday,2026-11-23T02:30:00Z,1\n");
    rows.append("web,app,2026-02-30T00:00:00Z,2026-11-23T02:30:00Z,1\n");
    rows.append("web,app,2026-11-25T00:00:00Z,2026-11-25T00:15:00Z,1\n");
    rows.append(",app,2026-11-23T02:15:00Z,2026-11-23T02:30:00Z,1\n");
    rows.append("web,app,2026-11-23T02:15:00Z,2026-11-23T02:30:00Z,\n");
    rows.append("web,app,2026-11-23T02:15:00Z\n");
    rows.append("web,app,2026-11-23T02:15:00Z,2026-11-23T02:30:00Z,a lot\n");
    var sink = collect(rows.toString());
    assertThat(sink.samples()).hasSize(1000);
    assertThat(sink.problems)
        .extracting(Problem::subject, Problem::reason)
        .containsExactly(
            tuple("usage.csv:1002", "unusable cpu_usage_avg_cores"),
            tuple("usage.csv:1003", "unusable cpu_usage_avg_cores"),
            tuple("usage.csv:1004", "end not after start"),
            tuple("usage.csv:1005", "unreadable start"),
            tuple("usage.csv:1006", "unreadable start"),
            tuple("usage.csv:1007", "future"),
            tuple("usage.csv:1008", "missing workload"),
            tuple("usage.csv:1009", "missing cpu"),
            tuple("usage.csv:1010", "wrong number of cells"),
            tuple("usage.csv:1011", "unreadable cpu_usage_avg_cores"));
    assertThat(sink.completed).containsExactly(Instant.parse("2026-11-23T02:30:00Z"));
  }

  @Test
  void more_than_one_bad_row_in_a_hundred_makes_the_file_unusable() {
    var rows = new StringBuilder(HEADER);
    for (int i = 0; i < 98; i++) {
      rows.append("web,app,2026-11-23T02:15:00Z,2026-11-23T02:30:00Z,0.25\n");
    }
    rows.repeat("web,app,2026-11-23T02:15:00Z,2026-11-23T02:30:00Z,oops\n", 2);
    assertThatThrownBy(() -> collect(rows.toString()))
        .isInstanceOf(SourceUnavailable.class)
        .hasMessageContaining("2 of 100 rows")
        .hasMessageContaining("usage.csv:100")
        .hasMessageContaining("oops");
  }

  @Test
  void a_bad_row_leaves_nothing_behind_in_the_next_one() throws Exception {
    var columns =
        "workload,container,start,end,cpu_usage_avg_cores,cpu_request_cores,memory_request_bytes\n";
    var good = "web,app,2026-11-23T02:15:00Z,2026-11-23T02:30:00Z,0.25,1,100\n";
    var text = new StringBuilder(columns).repeat(good, 200);
    text.append("web,app,2026-11-23T02:15:00Z,2026-11-23T02:30:00Z,0.25,2,-1\n");
    text.append("web,app,2026-11-23T02:15:00Z,2026-11-23T02:30:00Z,0.25,2,100\n");
    var resources = collect(text.toString()).samples().getLast().inForce();
    assertThat(resources)
        .isEqualTo(new Resources(Cpu.millis(2000), null, Memory.bytes(100), null, 0));
  }

  @Test
  void unknown_columns_are_ignored_with_one_warning() throws Exception {
    var sink =
        collect(
            """
            workload,container,start,end,cpu_usage_avg_cores,colour,shape
            web,app,2026-11-23T02:15:00Z,2026-11-23T02:30:00Z,0.25,red,round
            web,app,2026-11-23T02:30:00Z,2026-11-23T02:45:00Z,0.25,red,round
            """);
    assertThat(sink.samples()).hasSize(2);
    assertThat(sink.reasons()).containsExactly("unknown-column");
    assertThat(sink.problems.getFirst().message()).contains("colour, shape");
  }

  @Test
  void a_missing_column_is_named() {
    assertThatThrownBy(() -> collect("workload,start,end,cpu_usage_avg_cores\n"))
        .hasMessageContaining("no column container");
    assertThatThrownBy(() -> collect("workload,container,start,end\n"))
        .hasMessageContaining("neither cpu_usage_avg_cores nor cpu_usage_max_cores");
    assertThatThrownBy(() -> collect("")).hasMessageContaining("is empty");
  }

  @Test
  void each_cluster_has_its_own_facts() throws Exception {
    var sink =
        collect(
            """
            cluster,workload,container,start,end,cpu_usage_avg_cores
            a,web,app,2026-11-23T02:15:00Z,2026-11-23T02:30:00Z,1
            b,web,app,2026-11-23T02:15:00Z,2026-11-23T02:30:00Z,2
            a,web,app,2026-11-23T02:30:00Z,2026-11-23T02:45:00Z,3
            """);
    assertThat(sink.facts)
        .extracting(fact ->
            fact instanceof Fact.Usage(var cluster, var samples) ? cluster + samples.size() : "?")
        .containsExactly("a2", "b1");
  }

  @Test
  void a_gz_file_that_was_cut_off_says_so() throws Exception {
    var whole = folder.resolve("usage.csv.gz");
    write(whole, 10_000);
    var bytes = Files.readAllBytes(whole);
    Files.write(whole, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(() -> source(whole).collect(window(), new RecordingSink()))
        .isInstanceOf(SourceUnavailable.class)
        .hasMessageContaining("cut off");
  }

  @Test
  void reads_a_long_file_in_constant_memory_and_in_good_time() throws Exception {
    int rows = 1_000_000;
    var file = folder.resolve("long.csv.gz");
    write(file, rows);
    var seen = new long[1];
    var sum = new double[1];
    for (int round = 0; round < 2; round++) {
      seen[0] = 0;
      long began = System.nanoTime();
      new UsageCsv("test", "", 0.01)
          .read(
              file,
              sample -> {
                seen[0]++;
                sum[0] += sample.cpuAverage();
              });
      double seconds = (System.nanoTime() - began) / 1e9;
      System.out.printf("usage.csv: %,.0f rows/s%n", rows / seconds);
    }
    assertThat(seen[0]).isEqualTo(rows);
    assertThat(sum[0]).isPositive();
  }

  private static void write(Path file, int rows) throws IOException {
    var start = Instant.parse("2026-10-01T00:00:00Z");
    try (var out =
        new java.io.PrintStream(
            new java.io.BufferedOutputStream(
                new GZIPOutputStream(Files.newOutputStream(file), 1 << 16), 1 << 16),
            false,
            java.nio.charset.StandardCharsets.UTF_8)) {
      out.println(
          "cluster,namespace,workload_kind,workload,container,pod,start,end,cpu_usage_avg_cores,cpu_usage_max_cores,memory_usage_avg_bytes,memory_usage_max_bytes,cpu_request_cores,memory_request_bytes");
      for (int i = 0; i < rows; i++) {
        int container = i / 5000;
        var at = start.plus(Duration.ofMinutes(5).multipliedBy(i % 5000));
        out.println(
            "production,shop-"
                + container % 7
                + ",Deployment,web-"
                + container
                + ",app,web-"
                + container
                + "-0,"
                + at
                + ","
                + at.plusSeconds(300)
                + ",0."
                + (i * 7919L) % 1_000_003
                + ",0."
                + (i * 104_729L) % 1_000_003
                + ","
                + (100_000_000 + i % 977)
                + ","
                + (120_000_000 + i % 877)
                + ",0.5,268435456");
      }
    }
  }

  private RecordingSink collect(String text) throws IOException, SourceUnavailable {
    var file = folder.resolve("usage.csv");
    Files.writeString(file, text);
    var sink = new RecordingSink();
    source(file).collect(window(), sink);
    return sink;
  }

  private static UsageCsvSource source(Path file) {
    return new UsageCsvSource(file, "default");
  }

  // a file is loaded whole: the window only says what time it is
  private static TimeWindow window() {
    return new TimeWindow(NOW, NOW);
  }

  @Test
  void the_same_texts_share_their_objects() throws Exception {
    var subjects = new ArrayList<PodContainer>();
    var file = folder.resolve("usage.csv");
    Files.writeString(
        file, HEADER + "web,app,2026-11-23T02:15:00Z,2026-11-23T02:30:00Z,1\n".repeat(2));
    new UsageCsv("test", "", 0.01).read(file, sample -> subjects.add(sample.subject()));
    assertThat(subjects.getFirst()).isSameAs(subjects.getLast());
  }
}
