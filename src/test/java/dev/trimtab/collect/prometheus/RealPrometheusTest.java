package dev.trimtab.collect.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.trimtab.collect.RecordingSink;
import dev.trimtab.collect.http.Http;
import dev.trimtab.collect.http.Pause;
import dev.trimtab.collect.http.Retry;
import dev.trimtab.model.Fact;
import dev.trimtab.model.Source.Reach;
import dev.trimtab.model.cluster.Resources;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.cost.BusinessCount;
import dev.trimtab.units.Cpu;
import dev.trimtab.units.TimeWindow;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against the real server: a block of known samples, and every figure computed from them here.
final class RealPrometheusTest {
  private static final long START = Instant.parse("2026-11-20T00:00:00Z").getEpochSecond();
  private static final int SCRAPE = 30;
  private static final int SCRAPES = 2 * 3600 / SCRAPE;

  @TempDir Path folder;

  @Test
  void figures_equal_those_of_the_source_rows() throws Exception {
    for (var program : new String[] {"prometheus", "promtool"}) {
      boolean there =
          java.util.Arrays.stream(System.getenv("PATH").split(":"))
              .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
      if (!there) {
        System.out.println("skipped: " + program + " is not on the PATH");
      }
      Assumptions.assumeTrue(there, program + " is not on the PATH");
    }
    Files.writeString(folder.resolve("in.txt"), openMetrics());
    var promtool = run("promtool", "tsdb", "create-blocks-from", "openmetrics", "in.txt", "data");
    assertThat(promtool.waitFor()).isZero();
    Files.writeString(folder.resolve("prometheus.yml"), "global: {}\n");
    int port;
    try (var socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    var server =
        run(
            "prometheus",
            "--config.file=prometheus.yml",
            "--storage.tsdb.path=data",
            "--storage.tsdb.retention.time=100y",
            "--web.listen-address=127.0.0.1:" + port);
    try {
      var base = URI.create("http://127.0.0.1:" + port);
      compare(base);
      business(base);
    } finally {
      server.destroy();
      server.waitFor();
    }
  }

  private void compare(URI base) throws Exception {
    // it takes a moment to start: the client's own retries wait for it
    var http =
        new Http(
            "prometheus/test",
            HttpClient.newHttpClient(),
            Duration.ofSeconds(20),
            new Retry(60, Duration.ofMillis(100), Duration.ofMillis(250)),
            Pause.REAL,
            InstantSource.system());
    var sink = new RecordingSink();
    try (var source =
        new PrometheusSource(PrometheusSettings.of("test", base), http, InstantSource.system())) {
      source.collect(
          new TimeWindow(Instant.ofEpochSecond(START), Instant.ofEpochSecond(START + 2 * 3600 + 7)),
          sink);
    }
    assertThat(sink.problems).isEmpty();
    assertThat(sink.completed).containsExactly(Instant.ofEpochSecond(START + 7200));
    assertThat(sink.samples()).hasSize(24);
    for (var sample : sink.samples()) {
      int from = (int) ((sample.start().getEpochSecond() - START) / SCRAPE);
      int to = from + 300 / SCRAPE;
      assertThat(sample.subject().workload())
          .isEqualTo(new WorkloadRef("test", "shop", "Deployment", "web"));
      assertThat(sample.subject().node()).isEqualTo("node-1");
      assertThat(sample.cpuAverage()).isCloseTo((cpu(to) - cpu(from)) / 300, within(1e-9));
      double peak = 0;
      for (int i = from; i < to; i += 60 / SCRAPE) {
        peak = Math.max(peak, (cpu(i + 60 / SCRAPE) - cpu(i)) / 60);
      }
      assertThat(sample.cpuPeak()).isCloseTo(peak, within(1e-9));
      double most = 0;
      double sum = 0;
      for (int i = from; i <= to; i++) {
        most = Math.max(most, memory(i));
        sum += memory(i);
      }
      assertThat(sample.memoryPeak()).isEqualTo(most);
      assertThat(sample.memoryAverage()).isCloseTo(sum / (to - from + 1), within(1e-3));
      double throttled = (throttled(to) - throttled(from)) / (periods(to) - periods(from));
      assertThat(sample.throttled()).isCloseTo(throttled, within(1e-9));
      int restarts = (int) (restarts(to) - restarts(from));
      assertThat(sample.restarts()).isEqualTo(restarts);
      assertThat(sample.oomKills()).isEqualTo(restarts);
      assertThat(sample.inForce()).isEqualTo(new Resources(Cpu.millis(250), null, null, null, 0));
    }
  }

  /// Of four days only the first has orders, of two teams: the others are missing, not zero.
  private void business(URI base) throws Exception {
    var metric =
        new BusinessMetric(
            "orders",
            "sum by (team) (increase(orders_total[1d]))",
            "",
            "",
            "",
            new Reach(Duration.ofDays(35), Duration.ofDays(3)));
    var http =
        new Http(
            "business-metric/orders",
            HttpClient.newHttpClient(),
            Duration.ofSeconds(20),
            Retry.USUAL,
            Pause.REAL,
            InstantSource.system());
    var sink = new RecordingSink();
    var start = Instant.ofEpochSecond(START);
    new BusinessMetricSource(
            metric, PrometheusSettings.of("test", base), http, InstantSource.system())
        .collect(
            new TimeWindow(start.minus(Duration.ofDays(1)), start.plus(Duration.ofDays(3))), sink);
    assertThat(sink.problems).isEmpty();
    assertThat(sink.completed).containsExactly(start.plus(Duration.ofDays(1)));
    var counts = ((Fact.BusinessCounts) sink.facts.getFirst()).counts();
    assertThat(counts)
        .extracting(BusinessCount::team, BusinessCount::day)
        .containsExactly(
            tuple("news", LocalDate.parse("2026-11-20")),
            tuple("shop", LocalDate.parse("2026-11-20")));
    // increase() looks a little beyond the first and last sample
    assertThat(counts.get(0).count().doubleValue())
        .isCloseTo(orders(SCRAPES, 1) - orders(0, 1), withinPercentage(1));
    assertThat(counts.get(1).count().doubleValue())
        .isCloseTo(
            orders(SCRAPES, 2) - orders(0, 2) + orders(SCRAPES, 3) - orders(0, 3),
            withinPercentage(1));
  }

  private static double orders(int scrape, int each) {
    return 50 + (double) scrape * each;
  }

  private static double cpu(int scrape) {
    return 1000 + scrape * 3.0 + 7 * Math.floorDiv(scrape, 7);
  }

  private static double memory(int scrape) {
    return 1e8 + 1e6 * (scrape * 31 % 17);
  }

  private static double periods(int scrape) {
    return 300.0 * scrape;
  }

  private static double throttled(int scrape) {
    return scrape < 60 ? 0 : 6.0 * (scrape - 60);
  }

  // falls between two scrapes and not on a border of intervals
  private static double restarts(int scrape) {
    return scrape < 41 ? 0 : scrape < 45 ? 1 : 3;
  }

  private static String openMetrics() {
    var text = new StringBuilder();
    var labels = "namespace=\"shop\",pod=\"web-7c5ddbdf54-x2x9p\"";
    var container = labels + ",container=\"app\"";
    series(text, "container_cpu_usage_seconds_total", container, RealPrometheusTest::cpu);
    series(text, "container_memory_working_set_bytes", container, RealPrometheusTest::memory);
    series(text, "container_cpu_cfs_periods_total", container, RealPrometheusTest::periods);
    series(
        text,
        "container_cpu_cfs_throttled_periods_total",
        container,
        RealPrometheusTest::throttled);
    series(
        text, "kube_pod_container_status_restarts_total", container, RealPrometheusTest::restarts);
    series(
        text,
        "kube_pod_container_status_last_terminated_reason",
        container + ",reason=\"OOMKilled\"",
        _ -> 1);
    series(
        text,
        "kube_pod_container_resource_requests",
        container + ",resource=\"cpu\",unit=\"core\"",
        _ -> 0.25);
    series(
        text,
        "kube_pod_owner",
        labels + ",owner_kind=\"ReplicaSet\",owner_name=\"web-7c5ddbdf54\"",
        _ -> 1);
    series(
        text,
        "kube_replicaset_owner",
        "namespace=\"shop\",replicaset=\"web-7c5ddbdf54\",owner_kind=\"Deployment\",owner_name=\"web\"",
        _ -> 1);
    series(text, "orders_total", "team=\"news\",pod=\"a\"", i -> orders(i, 1));
    series(text, "orders_total", "team=\"shop\",pod=\"b\"", i -> orders(i, 2));
    series(text, "orders_total", "team=\"shop\",pod=\"c\"", i -> orders(i, 3));
    series(text, "kube_pod_info", labels + ",node=\"node-1\"", _ -> 1);
    return text.append("# EOF\n").toString();
  }

  private static void series(
      StringBuilder text, String name, String labels, IntToDoubleFunction value) {
    text.append("# TYPE ").append(name).append(" unknown\n");
    for (int i = 0; i <= SCRAPES; i++) {
      text.append(name)
          .append('{')
          .append(labels)
          .append("} ")
          .append(String.format(Locale.ROOT, "%s", value.applyAsDouble(i)))
          .append(' ')
          .append(START + i * (long) SCRAPE)
          .append('\n');
    }
  }

  private Process run(String... command) throws IOException {
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(command[0] + ".log").toFile())
        .start();
  }
}
