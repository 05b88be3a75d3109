package dev.trimtab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PrometheusDemoTest {
  private static final DemoWorld WORLD = DemoCalls.world(7);
  private static final String CPU =
      "sum by (namespace, pod, container) (rate(container_cpu_usage_seconds_total{container!=\"\"}[5m]))";
  private static final String CPU_PEAK =
      "max_over_time(sum by (namespace, pod, container) (rate(container_cpu_usage_seconds_total[1m]))[5m:1m])";
  private static final String MEMORY =
      "max by (namespace, pod, container) (avg_over_time(container_memory_working_set_bytes[5m]))";
  private static final String MEMORY_PEAK =
      "max by (namespace, pod, container) (max_over_time(container_memory_working_set_bytes[5m]))";

  @AfterAll
  static void stop() {
    WORLD.close();
  }

  @Test
  void a_container_that_runs_on_has_a_point_every_five_minutes() {
    var result = hours(CPU.replace("container!=", "namespace=\"payments\",container!="), 6);
    assertThat(result.size()).isGreaterThan(10);
    long whole = 0;
    for (var series : result) {
      assertThat(series.at("/metric/namespace").asString()).isEqualTo("payments");
      whole += series.path("values").size() == 72 ? 1 : 0;
      for (var point : series.path("values")) {
        assertThat(point.get(0).asLong() % 300).isZero();
        assertThat(Double.parseDouble(point.get(1).asString())).isPositive();
      }
    }
    assertThat(whole).isGreaterThan(10);
  }

  @Test
  void peaks_are_never_below_averages() {
    for (var pair : new String[][] {{CPU, CPU_PEAK}, {MEMORY, MEMORY_PEAK}}) {
      var average = hours(pair[0], 2);
      var peak = hours(pair[1], 2);
      assertThat(peak.size()).isEqualTo(average.size());
      for (int i = 0; i < average.size(); i++) {
        assertThat(peak.get(i).path("metric")).isEqualTo(average.get(i).path("metric"));
        for (int j = 0; j < average.get(i).path("values").size(); j++) {
          assertThat(value(peak.get(i), j)).isGreaterThanOrEqualTo(value(average.get(i), j));
        }
      }
    }
  }

  @Test
  void some_containers_are_throttled_and_some_killed() {
    assertThat(hours("rate(container_cpu_cfs_throttled_periods_total[5m])", 24).size())
        .isPositive();
    assertThat(hours("increase(container_oom_events_total[5m]) > 0", 24 * 7).size()).isPositive();
  }

  @Test
  void tells_that_throttling_is_measured_so_that_its_absence_is_none() {
    var counted =
        instant("count(container_cpu_cfs_periods_total{container!=\"\",container!=\"POD\"})");
    assertThat(counted.size()).isEqualTo(1);
    assertThat(counted.get(0).at("/value").get(1).asInt()).isPositive();
  }

  @Test
  void history_has_pods_that_the_cluster_no_longer_knows() {
    var names = new HashSet<String>();
    DemoCalls.kubernetes(production(), "/api/v1/pods")
        .path("items")
        .forEach(pod -> names.add(pod.at("/metadata/name").asString()));
    var gone = new HashSet<String>();
    for (var owner : hours("kube_pod_owner", 24 * 14)) {
      var pod = owner.at("/metric/pod").asString();
      if (!names.contains(pod)) {
        gone.add(pod);
      }
    }
    assertThat(gone).hasSizeGreaterThan(100);
  }

  @Test
  void requests_are_told_for_the_resource_asked_for() {
    var result = instant("kube_pod_container_resource_requests{resource=\"memory\"}");
    assertThat(result.size()).isGreaterThan(300);
    for (var sample : result) {
      assertThat(sample.at("/metric/unit").asString()).isEqualTo("byte");
    }
  }

  @Test
  void some_jvms_tell_of_a_heap_that_stays_below_its_maximum() {
    var used = instant("jvm_memory_used_bytes{area=\"heap\",namespace=\"editorial\"}");
    var most = instant("jvm_memory_max_bytes{area=\"heap\",namespace=\"editorial\"}");
    assertThat(used.size()).isPositive().isEqualTo(most.size());
    for (int i = 0; i < used.size(); i++) {
      assertThat(used.get(i).at("/value/1").asDouble())
          .isLessThan(most.get(i).at("/value/1").asDouble());
    }
    assertThat(instant("jvm_memory_used_bytes{area=\"heap\",namespace=\"identity\"}").size())
        .isZero();
  }

  @Test
  void gpus_of_notebooks_are_hardly_busy() {
    var query =
        "(avg by (namespace, pod, container) (DCGM_FI_DEV_GPU_UTIL{namespace=\"scratch\"}) / 100)";
    var busy = instant(WORLD.clusters().getLast(), query);
    assertThat(busy.size()).isEqualTo(2);
    for (var each : busy) {
      assertThat(each.at("/metric/pod").asString()).startsWith("gpu-notebook-idle-");
      assertThat(each.at("/value/1").asDouble()).isBetween(0.0, 0.004);
    }
    assertThat(instant(query).size()).isZero();
  }

  @Test
  void nothing_is_known_of_the_future_or_of_other_metrics() {
    long now = WORLD.asOf().getEpochSecond();
    assertThat(range(CPU, now + 300, now + 3600).at("/data/result").size()).isZero();
    assertThat(instant("something_else_total").size()).isZero();
  }

  @Test
  void refuses_a_query_that_would_load_too_many_samples() {
    long now = WORLD.asOf().getEpochSecond();
    var answer = range(CPU_PEAK, now - Duration.ofDays(27).toSeconds(), now);
    assertThat(answer.path("status").asString()).isEqualTo("error");
    assertThat(answer.path("error").asString()).contains("too many samples");
  }

  @Test
  void the_same_seed_answers_the_same_bytes() {
    try (var twin = DemoCalls.world(7)) {
      long now = WORLD.asOf().getEpochSecond();
      var query = "/api/v1/query_range?" + parameters(MEMORY, now - 7200, now);
      assertThat(DemoCalls.get(twin.clusters().get(1).prometheus(), query).body())
          .isEqualTo(DemoCalls.get(WORLD.clusters().get(1).prometheus(), query).body());
    }
  }

  private static DemoCluster production() {
    return WORLD.clusters().getFirst();
  }

  private static double value(JsonNode series, int at) {
    return Double.parseDouble(series.path("values").get(at).get(1).asString());
  }

  private static JsonNode hours(String query, int hours) {
    long now = WORLD.asOf().getEpochSecond();
    return range(query, now - hours * 3600L + 300, now).at("/data/result");
  }

  private static JsonNode range(String query, long start, long end) {
    return DemoCalls.json(
        DemoCalls.get(
            production().prometheus(), "/api/v1/query_range?" + parameters(query, start, end)));
  }

  private static JsonNode instant(String query) {
    return instant(production(), query);
  }

  private static JsonNode instant(DemoCluster cluster, String query) {
    var path = "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
    return DemoCalls.json(DemoCalls.get(cluster.prometheus(), path)).at("/data/result");
  }

  private static String parameters(String query, long start, long end) {
    return "step=300&start=%d&end=%d&query=%s"
        .formatted(start, end, URLEncoder.encode(query, StandardCharsets.UTF_8));
  }
}
