package dev.trimtab.collect.prometheus;

import static dev.trimtab.collect.prometheus.ScriptedPrometheus.EMPTY;
import static dev.trimtab.collect.prometheus.ScriptedPrometheus.series;
import static dev.trimtab.collect.prometheus.ScriptedPrometheus.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.trimtab.collect.RecordingSink;
import dev.trimtab.collect.http.Http;
import dev.trimtab.collect.http.Retry;
import dev.trimtab.collect.prometheus.ScriptedPrometheus.Asked;
import dev.trimtab.collect.prometheus.ScriptedPrometheus.Reply;
import dev.trimtab.model.Fact;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.usage.Gauge;
import dev.trimtab.model.usage.GaugeDay;
import dev.trimtab.units.TimeWindow;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class PrometheusSourceTest {
  private static final Instant END = Instant.parse("2026-11-24T00:00:00Z");
  private static final TimeWindow HOUR = TimeWindow.ending(END, Duration.ofHours(1));
  private static final String CPU = "sum by (namespace, pod, container) (rate(";

  private final List<Duration> pauses = new CopyOnWriteArrayList<>();
  private final RecordingSink sink = new RecordingSink();

  @Test
  void asks_again_after_503() throws Exception {
    var refusals = new AtomicInteger(2);
    try (var server =
        new ScriptedPrometheus(asked ->
            asked.asks(CPU) && refusals.getAndDecrement() > 0
                ? Reply.status(503, "starting up")
                : usual(asked))) {
      collect(server, HOUR);
    }
    assertThat(sink.samples()).hasSize(12);
    assertThat(pauses).hasSize(2);
  }

  @Test
  void waits_as_long_as_429_says() throws Exception {
    var refusals = new AtomicInteger(1);
    try (var server =
        new ScriptedPrometheus(asked ->
            asked.asks(CPU) && refusals.getAndDecrement() > 0
                ? new Reply(429, "slow down", Map.of("Retry-After", "7"), -1)
                : usual(asked))) {
      collect(server, HOUR);
    }
    assertThat(pauses).containsExactly(Duration.ofSeconds(7));
    assertThat(sink.samples()).hasSize(12);
  }

  @Test
  void halves_the_window_when_the_server_would_load_too_many_samples() throws Exception {
    try (var server =
        new ScriptedPrometheus(asked ->
            asked.asks(CPU) && asked.number("end") - asked.number("start") > 900
                ? Reply.status(422, "query processing would load too many samples")
                : usual(asked))) {
      collect(server, HOUR);
    }
    assertThat(sink.samples())
        .hasSize(12)
        .isSortedAccordingTo(java.util.Comparator.comparing(sample -> sample.start()));
    assertThat(sink.completed).isSorted().hasSizeGreaterThan(3).endsWith(END);
    assertThat(sink.problems).isEmpty();
  }

  @Test
  void a_server_that_refuses_everything_is_unavailable_and_says_why() throws Exception {
    try (var server =
        new ScriptedPrometheus(
            asked -> asked.asks(CPU) ? Reply.status(422, "too many samples") : usual(asked))) {
      assertThatThrownBy(() -> collect(server, HOUR))
          .isInstanceOf(SourceUnavailable.class)
          .hasMessageContaining("prometheus/production")
          .hasMessageContaining("too many samples");
    }
    assertThat(sink.completed).isEmpty();
  }

  @Test
  void an_empty_result_is_told_and_moves_no_watermark() throws Exception {
    try (var server = new ScriptedPrometheus(_ -> Reply.ok(EMPTY))) {
      collect(server, HOUR);
    }
    assertThat(sink.facts).isEmpty();
    assertThat(sink.completed).isEmpty();
    assertThat(sink.reasons()).containsExactly("empty-result");
    assertThat(sink.problems.getFirst().message()).contains("matcher");
  }

  @Test
  void values_that_are_no_numbers_are_unknown_and_told_once_a_day() throws Exception {
    try (var server =
        new ScriptedPrometheus(asked ->
            asked.asks(CPU)
                ? Reply.ok(success(series(asked, "a", at -> at % 600 == 0 ? "NaN" : "0.5")))
                : usual(asked))) {
      collect(server, TimeWindow.ending(END.minusSeconds(3600), Duration.ofHours(1)));
    }
    assertThat(sink.samples()).hasSize(12);
    assertThat(sink.samples()).filteredOn(s -> Double.isNaN(s.cpuAverage())).hasSize(6);
    assertThat(sink.reasons()).containsExactly("unusable-value");
  }

  @Test
  void a_body_that_breaks_off_is_asked_for_again() throws Exception {
    var cuts = new AtomicInteger(1);
    try (var server =
        new ScriptedPrometheus(asked -> {
          var reply = usual(asked);
          return asked.asks(CPU) && cuts.getAndDecrement() > 0
              ? new Reply(200, reply.body(), Map.of(), reply.body().length() / 2)
              : reply;
        })) {
      collect(server, HOUR);
    }
    assertThat(sink.samples()).hasSize(12);
  }

  @Test
  void a_body_that_always_breaks_off_makes_the_source_unavailable() throws Exception {
    try (var server =
        new ScriptedPrometheus(asked ->
            asked.asks(CPU)
                ? Reply.ok("{\"status\":\"success\",\"data\":{\"result\":[")
                : usual(asked))) {
      assertThatThrownBy(() -> collect(server, HOUR))
          .isInstanceOf(SourceUnavailable.class)
          .hasMessageContaining("broke off");
    }
  }

  @Test
  void a_question_that_times_out_is_made_smaller_at_once() throws Exception {
    var never = new CountDownLatch(1);
    try (var server =
        new ScriptedPrometheus(asked -> {
          if (asked.asks(CPU) && asked.number("end") - asked.number("start") > 2000) {
            await(never);
          }
          return usual(asked);
        })) {
      collect(server, HOUR);
      assertThat(server.asked).filteredOn(asked -> asked.asks(CPU)).hasSize(3);
      never.countDown();
    }
    assertThat(sink.samples()).hasSize(12);
  }

  @Test
  void sends_the_tenant_and_the_matcher_with_every_question() throws Exception {
    try (var server = new ScriptedPrometheus(PrometheusSourceTest::usual)) {
      collect(
          server,
          HOUR,
          settings ->
              settings.withHeader("X-Scope-OrgID", "team-7").withMatcher("cluster=\"production\""));
      assertThat(server.asked)
          .allSatisfy(asked -> {
            assertThat(asked.headers()).containsEntry("X-scope-orgid", "team-7");
            assertThat(asked.query()).contains("cluster=\"production\"");
          });
    }
  }

  @Test
  void of_two_series_of_one_container_the_larger_value_counts() throws Exception {
    try (var server =
        new ScriptedPrometheus(asked ->
            asked.asks(CPU)
                ? Reply.ok(
                    success(series(asked, "a", _ -> "0.25") + "," + series(asked, "a", _ -> "0.5")))
                : usual(asked))) {
      collect(server, HOUR);
    }
    assertThat(sink.samples()).hasSize(12).allMatch(sample -> sample.cpuAverage() == 0.5);
  }

  @Test
  void a_gap_stays_a_gap() throws Exception {
    long gap = END.getEpochSecond() - 1800;
    try (var server =
        new ScriptedPrometheus(asked ->
            asked.asks("container_")
                ? Reply.ok(success(series(asked, "a", at -> at > gap ? "" : "0.5")))
                : usual(asked))) {
      collect(server, HOUR);
    }
    assertThat(sink.samples()).hasSize(6);
  }

  @Test
  void pods_that_are_gone_resolve_to_their_top_controller() throws Exception {
    try (var server =
        new ScriptedPrometheus(asked -> {
          if (asked.query().contains("kube_pod_owner") && !asked.query().startsWith("count")) {
            return Reply.ok(
                vector(
                    "{\"namespace\":\"shop\",\"pod\":\"a\",\"owner_kind\":\"Job\",\"owner_name\":\"nightly-29\"}"));
          }
          if (asked.query().contains("kube_job_owner")) {
            return Reply.ok(
                vector(
                    "{\"namespace\":\"shop\",\"job_name\":\"nightly-29\",\"owner_kind\":\"CronJob\",\"owner_name\":\"nightly\"}"));
          }
          return usual(asked);
        })) {
      collect(server, HOUR);
    }
    assertThat(sink.samples())
        .allMatch(sample ->
            sample
                .subject()
                .workload()
                .equals(new WorkloadRef("production", "shop", "CronJob", "nightly")));
  }

  @Test
  void without_state_metrics_a_deployment_is_guessed_from_the_hashes_of_its_pod() {
    var owners = new Owners("c");
    assertThat(owners.workload("shop", "web-7c5ddbdf54-x2x9p").name()).isEqualTo("web");
    assertThat(owners.workload("shop", "web-0").kind()).isEqualTo("Pod");
    assertThat(owners.workload("shop", "node-exporter-x2x9p").kind()).isEqualTo("Pod");
  }

  @Test
  void gauges_are_asked_for_by_day_and_go_to_the_pod_that_is_measured() throws Exception {
    try (var server =
        new ScriptedPrometheus(asked ->
            asked.query().contains("jvm_memory_used_bytes{area=\"heap\"}")
                ? Reply.ok(
                    success(
                        value(
                            "{\"namespace\":\"shop\",\"pod\":\"a\",\"container\":\"app\"}",
                            asked.number("time") == END.getEpochSecond() ? "300" : "200")))
                : asked.query().contains("DCGM_FI_DEV_GPU_UTIL")
                    ? Reply.ok(
                        success(
                            value(
                                """
                                {"namespace":"gpu","pod":"dcgm-x","container":"exporter",\
                                "exported_namespace":"shop","exported_pod":"b","exported_container":"train"}\
                                """,
                                "0.25")))
                    : usual(asked))) {
      collect(server, new TimeWindow(END.minusSeconds(7200), END.plusSeconds(3600)));
    }
    assertThat(sink.facts)
        .filteredOn(fact -> fact instanceof Fact.Gauges)
        .flatExtracting(fact -> ((Fact.Gauges) fact).days())
        .extracting(
            day -> day.subject().pod() + "/" + day.subject().container(),
            day -> day.day().toString(),
            GaugeDay::gauge,
            GaugeDay::highest)
        .containsExactly(
            tuple("a/app", "2026-11-23", Gauge.JVM_HEAP_USED, 300.0),
            tuple("b/train", "2026-11-23", Gauge.GPU_UTILISATION, 0.25),
            tuple("a/app", "2026-11-24", Gauge.JVM_HEAP_USED, 200.0),
            tuple("b/train", "2026-11-24", Gauge.GPU_UTILISATION, 0.25));
  }

  @Test
  void a_gauge_that_is_too_heavy_costs_no_usage() throws Exception {
    try (var server =
        new ScriptedPrometheus(asked ->
            asked.query().contains("jvm_")
                ? Reply.status(422, "query processing would load too many samples")
                : usual(asked))) {
      collect(server, HOUR);
    }
    assertThat(sink.samples()).hasSize(12);
    assertThat(sink.reasons()).containsOnly("gauge-skipped").hasSize(3);
  }

  private static String value(String labels, String value) {
    return "{\"metric\":%s,\"value\":[0,\"%s\"]}".formatted(labels.strip(), value);
  }

  @Test
  void samples_from_the_future_are_refused() throws Exception {
    try (var server =
        new ScriptedPrometheus(asked ->
            asked.asks(CPU)
                ? Reply.ok(
                    success(
                        series(asked, "a", _ -> "0.5")
                            .replace("]}", ",[" + (END.getEpochSecond() + 300) + ",\"9\"]]}")))
                : usual(asked))) {
      collect(server, HOUR);
    }
    assertThat(sink.samples()).hasSize(12);
    assertThat(sink.reasons()).containsExactly("future");
  }

  private static Reply usual(Asked asked) {
    return Reply.ok(
        asked.asks("container_cpu_usage") || asked.asks("container_memory")
            ? success(series(asked, "a", _ -> "0.5"))
            : EMPTY);
  }

  private static String vector(String labels) {
    return success("{\"metric\":" + labels + ",\"value\":[0,\"1\"]}");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void collect(ScriptedPrometheus server, TimeWindow window) throws SourceUnavailable {
    collect(server, window, settings -> settings);
  }

  private void collect(
      ScriptedPrometheus server,
      TimeWindow window,
      Function<PrometheusSettings, PrometheusSettings> changed)
      throws SourceUnavailable {
    var settings = changed.apply(PrometheusSettings.of("production", server.base()));
    var http =
        new Http(
            "prometheus/production",
            HttpClient.newHttpClient(),
            Duration.ofSeconds(1),
            Retry.USUAL,
            pauses::add,
            InstantSource.fixed(END));
    try (var source = new PrometheusSource(settings, http, InstantSource.fixed(END))) {
      source.collect(window, sink);
    }
  }
}
