package dev.trimtab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class KubernetesDemoTest {
  private static final DemoWorld WORLD = DemoCalls.world(7);

  @AfterAll
  static void stop() {
    WORLD.close();
  }

  @Test
  void is_large_enough_to_show_every_feature() {
    int nodes = 0;
    int pods = 0;
    for (var cluster : WORLD.clusters()) {
      nodes += items(cluster, "/api/v1/nodes").size();
      pods += items(cluster, "/api/v1/pods").size();
    }
    assertThat(nodes).isGreaterThanOrEqualTo(40);
    assertThat(pods).isGreaterThanOrEqualTo(600);
    assertThat(WORLD.clusters())
        .extracting(DemoCluster::name)
        .containsExactly("production", "staging", "development");
  }

  @Test
  void has_six_teams_and_a_namespace_of_nobody() {
    var namespaces = items(production(), "/api/v1/namespaces");
    var teams = new HashSet<String>();
    for (var namespace : namespaces) {
      teams.add(namespace.at("/metadata/labels/team").asString(""));
    }
    assertThat(teams).hasSize(7).contains("");
  }

  @Test
  void pages_join_to_the_whole_list() {
    var whole = names(items(production(), "/api/v1/pods"));
    var joined = new ArrayList<String>();
    var path = "/api/v1/pods?limit=70";
    var next = "";
    do {
      var page = DemoCalls.kubernetes(production(), path + next);
      assertThat(page.path("items").size()).isLessThanOrEqualTo(70);
      joined.addAll(names(list(page)));
      next = "&continue=" + page.at("/metadata/continue").asString("");
    } while (next.length() > "&continue=".length());
    assertThat(joined).isEqualTo(whole).doesNotHaveDuplicates();
  }

  @Test
  void a_namespace_lists_its_own_pods_only() {
    for (var pod : items(production(), "/api/v1/namespaces/search/pods")) {
      assertThat(pod.at("/metadata/namespace").asString()).isEqualTo("search");
    }
  }

  @Test
  void nearly_every_pod_has_a_node_that_exists() {
    for (var cluster : WORLD.clusters()) {
      var nodes = new HashSet<>(names(items(cluster, "/api/v1/nodes")));
      int pending = 0;
      for (var pod : items(cluster, "/api/v1/pods")) {
        var node = pod.at("/spec/nodeName").asString("");
        pending += node.isEmpty() ? 1 : 0;
        assertThat(node.isEmpty() || nodes.contains(node)).isTrue();
      }
      assertThat(pending).as(cluster.name()).isLessThanOrEqualTo(3);
    }
  }

  @Test
  void every_pod_leads_to_an_owner_that_is_listed() {
    var replicaSets = new HashSet<>(names(items(production(), "/apis/apps/v1/replicasets")));
    var jobs = new HashSet<>(names(items(production(), "/apis/batch/v1/jobs")));
    for (var pod : items(production(), "/api/v1/pods")) {
      var owner = pod.at("/metadata/ownerReferences/0/name").asString("");
      switch (pod.at("/metadata/ownerReferences/0/kind").asString("")) {
        case "ReplicaSet" -> assertThat(replicaSets).contains(owner);
        case "Job" -> assertThat(jobs).contains(owner);
        default -> assertThat(owner).isNotNull();
      }
    }
  }

  @Test
  void has_sidecars_rollouts_an_operators_objects_and_budgets() {
    assertThat(items(production(), "/apis/argoproj.io/v1alpha1/rollouts")).isNotEmpty();
    assertThat(items(production(), "/apis/postgresql.cnpg.io/v1/clusters")).isNotEmpty();
    assertThat(items(production(), "/apis/policy/v1/poddisruptionbudgets")).isNotEmpty();
    assertThat(items(production(), "/apis/autoscaling/v2/horizontalpodautoscalers")).isNotEmpty();
    assertThat(items(production(), "/apis/apps/v1/daemonsets")).hasSize(4);
    assertThat(items(production(), "/api/v1/pods"))
        .anyMatch(
            pod -> pod.at("/spec/initContainers/0/restartPolicy").asString("").equals("Always"));
    assertThat(items(production(), "/apis/metrics.k8s.io/v1beta1/nodes")).hasSize(39);
  }

  @Test
  void idle_notebooks_hold_gpus_on_nodes_that_others_are_kept_off() {
    var development = WORLD.clusters().getLast();
    var gpu = "/status/allocatable/nvidia.com~1gpu";
    var nodes =
        items(development, "/api/v1/nodes").stream()
            .filter(node -> node.at(gpu).asInt(0) > 0)
            .toList();
    assertThat(nodes)
        .hasSize(2)
        .allSatisfy(node -> {
          assertThat(node.at("/metadata/labels/node.kubernetes.io~1instance-type").asString())
              .isEqualTo("g4dn.xlarge");
          assertThat(node.at("/spec/taints/0/key").asString()).isEqualTo("nvidia.com/gpu");
        });
    var there =
        items(development, "/api/v1/pods").stream()
            .filter(pod -> names(nodes).contains(pod.at("/spec/nodeName").asString("")))
            .filter(
                pod -> !pod.at("/metadata/ownerReferences/0/kind").asString().equals("DaemonSet"))
            .toList();
    assertThat(there)
        .hasSize(2)
        .allSatisfy(pod -> {
          assertThat(pod.at("/metadata/name").asString()).startsWith("gpu-notebook-idle-");
          assertThat(pod.at("/spec/containers/0/resources/requests/nvidia.com~1gpu").asString())
              .isEqualTo("1");
          assertThat(pod.at("/status/phase").asString()).isEqualTo("Running");
        });
  }

  @Test
  void keda_keeps_an_autoscaler_and_a_webhook_adds_a_container_to_pods_only() {
    assertThat(names(items(production(), "/apis/keda.sh/v1alpha1/scaledobjects")))
        .containsExactly("caption-worker");
    assertThat(names(items(production(), "/apis/autoscaling/v2/horizontalpodautoscalers")))
        .contains("keda-hpa-caption-worker");
    assertThat(items(production(), "/api/v1/namespaces/payments/pods"))
        .anyMatch(pod -> pod.at("/spec/containers").toString().contains("istio-proxy"));
    assertThat(items(production(), "/apis/apps/v1/namespaces/payments/deployments"))
        .noneMatch(deployment -> deployment.toString().contains("istio-proxy"));
  }

  @Test
  void refuses_a_caller_without_the_token_and_knows_what_it_does_not_serve() {
    assertThat(DemoCalls.get(production().kubernetes(), "/api/v1/pods").statusCode())
        .isEqualTo(401);
    var unknown =
        DemoCalls.kubernetes(production(), "/apis/apps.openshift.io/v1/deploymentconfigs");
    assertThat(unknown.path("kind").asString()).isEqualTo("Status");
    assertThat(unknown.path("code").asInt()).isEqualTo(404);
  }

  @Test
  void the_same_seed_answers_the_same_bytes() {
    try (var twin = DemoCalls.world(7);
        var other = DemoCalls.world(8)) {
      var path = "/api/v1/pods";
      var pods = DemoCalls.kubernetes(production(), path).toString();
      assertThat(DemoCalls.kubernetes(twin.clusters().getFirst(), path)).hasToString(pods);
      assertThat(DemoCalls.kubernetes(other.clusters().getFirst(), path).toString())
          .isNotEqualTo(pods);
    }
  }

  private static DemoCluster production() {
    return WORLD.clusters().getFirst();
  }

  private static List<JsonNode> items(DemoCluster cluster, String path) {
    return list(DemoCalls.kubernetes(cluster, path));
  }

  private static List<JsonNode> list(JsonNode page) {
    return StreamSupport.stream(page.path("items").spliterator(), false).toList();
  }

  private static List<String> names(List<JsonNode> items) {
    return items.stream().map(item -> item.at("/metadata/name").asString()).toList();
  }
}
