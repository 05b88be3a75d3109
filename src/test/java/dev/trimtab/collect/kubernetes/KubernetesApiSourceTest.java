package dev.trimtab.collect.kubernetes;

import static dev.trimtab.collect.kubernetes.ScriptedApi.PODS;
import static dev.trimtab.collect.kubernetes.ScriptedApi.cutJson;
import static dev.trimtab.collect.kubernetes.ScriptedApi.list;
import static dev.trimtab.collect.kubernetes.ScriptedApi.pod;
import static dev.trimtab.collect.kubernetes.ScriptedApi.status;
import static dev.trimtab.collect.kubernetes.ScriptedApi.tooMany;
import static dev.trimtab.collect.kubernetes.ScriptedApi.truncated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimtab.model.Check;
import dev.trimtab.model.Problem;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.cluster.Pod;
import dev.trimtab.model.cluster.Workload;
import dev.trimtab.units.TimeWindow;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class KubernetesApiSourceTest {
  private static final Instant AS_OF = Instant.parse("2026-11-02T00:00:00Z");
  private static final TimeWindow WINDOW = TimeWindow.ending(AS_OF, Duration.ofDays(1));
  private static final String ROLLOUTS = "/apis/argoproj.io/v1alpha1/rollouts";
  private static final String DEPLOYMENTS = "/apis/apps/v1/deployments";

  private ScriptedApi api;
  private final Recorder recorder = new Recorder();

  @BeforeEach
  void start() throws IOException {
    api = new ScriptedApi();
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void follows_the_pages_to_the_end() throws SourceUnavailable {
    api.on(
        PODS,
        list("PodList", "t1", pod("a") + "," + pod("b")),
        list("PodList", "t2", pod("c") + "," + pod("d")),
        list("PodList", "", pod("e")));
    api.source().collect(WINDOW, recorder);
    assertThat(recorder.inventory().pods())
        .extracting(Pod::name)
        .containsExactly("a", "b", "c", "d", "e");
    assertThat(recorder.inventory().asOf()).isEqualTo(AS_OF);
    assertThat(recorder.completed).containsExactly(AS_OF);
    assertThat(recorder.problems).isEmpty();
    assertThat(api.requests)
        .filteredOn(request -> request.startsWith(PODS))
        .allMatch(request -> request.contains("limit=2"))
        .satisfiesExactly(
            first -> assertThat(first).doesNotContain("continue="),
            second -> assertThat(second).contains("continue=t1"),
            third -> assertThat(third).contains("continue=t2"));
  }

  @Test
  void starts_a_list_over_when_it_expires_half_way() throws SourceUnavailable {
    api.on(
        PODS,
        list("PodList", "t1", pod("gone-meanwhile")),
        status(410, "The provided continue parameter is too old"),
        list("PodList", "t2", pod("a")),
        list("PodList", "", pod("b")));
    api.source().collect(WINDOW, recorder);
    assertThat(recorder.inventory().pods()).extracting(Pod::name).containsExactly("a", "b");
  }

  @Test
  void gives_up_on_a_list_that_always_expires() {
    api.on(PODS, status(410, "too old"));
    assertThatThrownBy(() -> api.source().collect(WINDOW, recorder))
        .isInstanceOf(SourceUnavailable.class)
        .hasMessageContaining("list of pods expired 4 times")
        .hasMessageContaining("page size");
    assertThat(recorder.facts).isEmpty();
    assertThat(recorder.completed).isEmpty();
  }

  @Test
  void tries_again_when_the_server_stumbles() throws SourceUnavailable {
    api.on(PODS, status(500, "etcd"), status(503, "busy"), list("PodList", "", pod("a")));
    api.source().collect(WINDOW, recorder);
    assertThat(recorder.inventory().pods()).hasSize(1);
    assertThat(api.pauses).containsExactly(Duration.ofMillis(100), Duration.ofMillis(200));
  }

  @Test
  void waits_as_long_as_a_throttling_server_asks() throws SourceUnavailable {
    api.on(PODS, tooMany(7), list("PodList", "", pod("a")));
    api.source().collect(WINDOW, recorder);
    assertThat(recorder.inventory().pods()).hasSize(1);
    assertThat(api.pauses).containsExactly(Duration.ofSeconds(7));
  }

  @Test
  void gives_up_on_a_server_that_stays_down() {
    api.on(PODS, status(503, "etcd is away"));
    assertThatThrownBy(() -> api.source().collect(WINDOW, recorder))
        .isInstanceOf(SourceUnavailable.class)
        .hasMessageContaining("kubernetes/test: cannot list pods: 503 etcd is away");
    assertThat(api.asked(PODS)).isEqualTo(3);
  }

  @Test
  void tries_again_when_a_body_ends_early() throws SourceUnavailable {
    api.on(PODS, truncated(), cutJson(), list("PodList", "", pod("a")));
    api.source().collect(WINDOW, recorder);
    assertThat(recorder.inventory().pods()).hasSize(1);
    assertThat(api.asked(PODS)).isEqualTo(3);
  }

  @Test
  @Timeout(30)
  void a_server_that_never_ends_its_answer_runs_into_the_timeout() {
    var never = new CountDownLatch(1);
    api.on(
        PODS,
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          awaitQuietly(never);
        });
    var patient = api.settings();
    var settings = new KubernetesSettings("test", patient.access(), 2, Duration.ofMillis(300));
    assertThatThrownBy(() -> api.source(settings).collect(WINDOW, recorder))
        .isInstanceOf(SourceUnavailable.class)
        .hasMessageContaining("cannot list pods")
        .hasMessageContaining("slow");
    never.countDown();
  }

  @Test
  void without_nodes_or_pods_there_is_no_inventory_and_the_message_names_the_rule() {
    api.on(PODS, status(403, "pods is forbidden"));
    assertThatThrownBy(() -> api.source().collect(WINDOW, recorder))
        .isInstanceOf(SourceUnavailable.class)
        .hasMessageContaining("may not list pods")
        .hasMessageContaining("{apiGroups: [\"\"], resources: [pods], verbs: [list]}");
    assertThat(recorder.facts).isEmpty();
  }

  @Test
  void a_forbidden_optional_kind_is_a_problem() throws SourceUnavailable {
    api.on(DEPLOYMENTS, status(403, "deployments.apps is forbidden"));
    api.source().collect(WINDOW, recorder);
    assertThat(recorder.inventory()).isNotNull();
    assertThat(recorder.problems)
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.reason()).isEqualTo("forbidden");
          assertThat(problem.subject()).isEqualTo("deployments.apps");
          assertThat(problem.message()).contains("apiGroups: [\"apps\"]");
        });
  }

  @Test
  void a_refused_token_says_so_and_does_not_show_it() {
    api.on(ScriptedApi.NODES, status(401, "Unauthorized"));
    assertThatThrownBy(() -> api.source().collect(WINDOW, recorder))
        .isInstanceOf(SourceUnavailable.class)
        .hasMessageContaining("401 Unauthorized")
        .hasMessageContaining("token")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void a_wrong_address_says_so() {
    var settings =
        KubernetesSettings.of(
            "test", new Access.Url(URI.create("http://127.0.0.1:1"), () -> "s3cret", null));
    assertThatThrownBy(() -> api.source(settings).collect(WINDOW, recorder))
        .isInstanceOf(SourceUnavailable.class)
        .hasMessageContaining("kubernetes/test: cannot list nodes: no whole answer")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void sends_the_token() throws SourceUnavailable {
    api.on(
        PODS,
        exchange -> {
          var sent = exchange.getRequestHeaders().getFirst("Authorization");
          list("PodList", "", pod("Bearer s3cret".equals(sent) ? "known" : "stranger"))
              .send(exchange);
        });
    api.source().collect(WINDOW, recorder);
    assertThat(recorder.inventory().pods()).extracting(Pod::name).containsExactly("known");
  }

  @Test
  void an_older_cluster_tells_its_autoscalers_in_version_1() throws SourceUnavailable {
    api.on(
            DEPLOYMENTS,
            list(
                "DeploymentList",
                "",
                """
                {"metadata":{"name":"web","namespace":"shop"},"spec":{"replicas":2}}\
                """))
        .on(
            "/apis/autoscaling/v1/horizontalpodautoscalers",
            list(
                "HorizontalPodAutoscalerList",
                "",
                """
                {"metadata":{"name":"web","namespace":"shop"},
                 "spec":{"maxReplicas":5,"scaleTargetRef":{"kind":"Deployment","name":"web"}}}\
                """));
    api.source().collect(WINDOW, recorder);
    assertThat(recorder.inventory().workloads())
        .extracting(Workload::autoscaler)
        .containsExactly(new Workload.Autoscaler("HorizontalPodAutoscaler", "web", 1, 5, 80, null));
  }

  @Test
  void one_object_that_does_not_fit_costs_itself_only() throws SourceUnavailable {
    var misfit =
        """
        {"metadata":{"name":"odd","namespace":"shop"},
         "spec":{"containers":[{"name":"app","resources":{"requests":{"cpu":[1]}}}]}}\
        """;
    api.on(PODS, list("PodList", "", pod("a") + "," + misfit + "," + pod("b")));
    api.source().collect(WINDOW, recorder);
    assertThat(recorder.inventory().pods()).extracting(Pod::name).containsExactly("a", "b");
    assertThat(recorder.problems)
        .extracting(Problem::subject, Problem::reason)
        .containsExactly(
            org.assertj.core.api.Assertions.tuple("Pod shop/odd", "unreadable-object"));
  }

  @Test
  void the_inventory_has_the_servers_version() throws SourceUnavailable {
    api.on("/version", ScriptedApi.json(200, "{\"gitVersion\":\"v1.33.1\"}"));
    api.source().collect(WINDOW, recorder);
    assertThat(recorder.inventory().version()).isEqualTo("v1.33.1");
  }

  @Test
  void a_server_without_keda_and_without_a_version_is_fine() throws SourceUnavailable {
    api.source().collect(WINDOW, recorder);
    assertThat(recorder.inventory().version()).isEmpty();
    assertThat(recorder.problems).isEmpty();
  }

  @Test
  void scaled_objects_that_may_not_be_listed_are_a_problem() throws SourceUnavailable {
    api.on("/apis/keda.sh/v1alpha1/scaledobjects", status(403, "scaledobjects is forbidden"));
    api.source().collect(WINDOW, recorder);
    assertThat(recorder.problems)
        .singleElement()
        .satisfies(problem ->
            assertThat(problem.message())
                .contains("{apiGroups: [\"keda.sh\"], resources: [scaledobjects], verbs: [list]}"));
  }

  @Test
  void reads_argo_rollouts_where_they_exist() throws SourceUnavailable {
    api.on(
        ROLLOUTS,
        list(
            "RolloutList",
            "",
            """
            {"apiVersion":"argoproj.io/v1alpha1","kind":"Rollout",
             "metadata":{"name":"web","namespace":"shop"},
             "spec":{"replicas":4,"template":{"spec":{"containers":[{"name":"app"}]}}}}\
            """));
    api.source().collect(WINDOW, recorder);
    assertThat(recorder.inventory().workloads())
        .singleElement()
        .satisfies(workload -> {
          assertThat(workload.ref().kind()).isEqualTo("Rollout");
          assertThat(workload.replicas()).isEqualTo(4);
          assertThat(workload.template().containers()).hasSize(1);
        });
  }

  @Test
  void in_cluster_access_outside_of_a_cluster_says_so() {
    var settings = KubernetesSettings.of("test", new Access.InCluster());
    assertThatThrownBy(() -> api.source(settings).collect(WINDOW, recorder))
        .isInstanceOf(SourceUnavailable.class)
        .hasMessageContaining("KUBERNETES_SERVICE_HOST is not set");
  }

  @Test
  void check_names_each_missing_permission_and_its_rule() {
    api.on("/version", ScriptedApi.json(200, "{\"gitVersion\":\"v1.33.1\",\"major\":\"1\"}"))
        .on(
            "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
            ScriptedApi.json(201, review(true)),
            ScriptedApi.json(201, review(false)),
            ScriptedApi.json(201, review(true)));
    var checks = api.source().check();
    assertThat(checks).hasSize(2 + Kinds.INVENTORY.size());
    assertThat(checks.getFirst().message()).isEqualTo("Kubernetes v1.33.1");
    assertThat(checks)
        .filteredOn(check -> !check.ok())
        .singleElement()
        .satisfies((Check check) -> {
          assertThat(check.subject()).isEqualTo("kubernetes/test: list pods");
          assertThat(check.fix()).contains("resources: [pods], verbs: [list]");
        });
  }

  @Test
  void check_stops_at_a_server_that_does_not_answer() {
    api.on("/version", status(401, "Unauthorized"));
    assertThat(api.source().check())
        .singleElement()
        .satisfies(check -> assertThat(check.ok()).isFalse());
  }

  @Test
  void metrics_become_samples_that_end_at_their_timestamp() throws SourceUnavailable {
    api.on(
        "/apis/metrics.k8s.io/v1beta1/pods",
        list(
            "PodMetricsList",
            "",
            """
            {"metadata":{"name":"a","namespace":"shop"},"timestamp":"2026-11-01T23:59:30Z",
             "window":"15s","containers":[
              {"name":"app","usage":{"cpu":"123456789n","memory":"64Mi"}}]}\
            """));
    metrics().collect(WINDOW, recorder);
    assertThat(recorder.facts)
        .singleElement()
        .isInstanceOfSatisfying(
            dev.trimtab.model.Fact.Usage.class,
            usage ->
                assertThat(usage.samples())
                    .singleElement()
                    .satisfies(sample -> {
                      assertThat(sample.end()).isEqualTo("2026-11-01T23:59:30Z");
                      assertThat(sample.start()).isEqualTo("2026-11-01T23:59:15Z");
                      assertThat(sample.cpuAverage()).isEqualTo(0.123456789);
                      assertThat(sample.memoryAverage()).isEqualTo(64.0 * 1024 * 1024);
                      assertThat(sample.cpuPeak()).isNaN();
                      assertThat(sample.restarts()).isEqualTo(-1);
                      assertThat(sample.subject().pod()).isEqualTo("a");
                    }));
  }

  @Test
  void a_cluster_without_a_metrics_api_is_a_problem_and_not_a_failure() throws SourceUnavailable {
    metrics().collect(WINDOW, recorder);
    assertThat(recorder.facts).isEmpty();
    assertThat(recorder.problems).extracting(Problem::reason).containsExactly("no-metrics-api");
  }

  @Test
  void a_metric_from_the_future_is_left_out() throws SourceUnavailable {
    api.on(
        "/apis/metrics.k8s.io/v1beta1/pods",
        list(
            "PodMetricsList",
            "",
            """
            {"metadata":{"name":"a","namespace":"shop"},"timestamp":"2027-11-01T00:00:00Z",
             "window":"15s","containers":[{"name":"app","usage":{"cpu":"1"}}]}\
            """));
    metrics().collect(WINDOW, recorder);
    assertThat(recorder.facts).isEmpty();
    assertThat(recorder.problems).extracting(Problem::reason).containsExactly("bad-sample-time");
  }

  private MetricsApiSource metrics() {
    return new MetricsApiSource(
        api.settings(), dev.trimtab.collect.http.Retry.USUAL, api.pauses::add, Map.of());
  }

  private static String review(boolean allowed) {
    return """
    {"kind":"SelfSubjectAccessReview","apiVersion":"authorization.k8s.io/v1",
     "spec":{},"status":{"allowed":%s}}\
    """
        .formatted(allowed);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
