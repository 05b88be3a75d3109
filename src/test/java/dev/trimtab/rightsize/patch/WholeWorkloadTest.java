package dev.trimtab.rightsize.patch;

import static dev.trimtab.rightsize.patch.Resizes.resize;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.model.cluster.Container.Role;
import dev.trimtab.model.finding.AutoscalerChange;
import dev.trimtab.model.finding.AutoscalerChange.Target;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

class WholeWorkloadTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final YAMLMapper YAML = YAMLMapper.builder().build();
  private static final AutoscalerChange HPA =
      new AutoscalerChange("HorizontalPodAutoscaler", "web", new Target(50, 80), null);
  private static final AutoscalerChange KEDA =
      new AutoscalerChange("ScaledObject", "web-scaler", new Target(50, 80), null);

  private static List<JsonNode> documents(String yaml) {
    var all = new ArrayList<JsonNode>();
    try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
      documents.forEachRemaining(all::add);
    }
    return all;
  }

  /// What stands between the last pair of single quotes.
  private static JsonNode patchOf(String command) {
    var line = command.stripTrailing();
    return JSON.readTree(line.substring(line.indexOf("--patch '") + 9, line.length() - 1));
  }

  @Test
  void several_containers_are_one_patch() {
    var resizes =
        List.of(
            resize().build(),
            resize().named("cache", Role.APP).build(),
            resize().named("logs", Role.SIDECAR).build());
    var patch = new KubernetesSerialization().unmarshal(Kustomize.of(resizes), Deployment.class);
    var pod = patch.getSpec().getTemplate().getSpec();
    assertThat(pod.getContainers()).extracting("name").containsExactly("app", "cache");
    assertThat(pod.getInitContainers()).extracting("name").containsExactly("logs");
    assertThat(pod.getInitContainers().getFirst().getResources().getRequests())
        .containsEntry("cpu", new Quantity("120m"));

    var command = Kubectl.of(resizes);
    assertThat(command.lines()).hasSize(1);
    assertThat(patchOf(command).at("/spec/template/spec/containers/1/name").asString())
        .isEqualTo("cache");
    assertThat(documents(HelmValues.of(resizes)))
        .hasSize(3)
        .allSatisfy(values ->
            assertThat(values.at("/resources/limits/memory").asString()).isEqualTo("600Mi"));
  }

  @Test
  void istio_sizes_its_proxy_by_annotations_and_a_limit_that_is_to_go_is_taken_away() {
    var proxy =
        resize().named("istio-proxy", Role.INJECTED).to(Resizes.of(120, null, 300, 600)).build();
    var patch = documents(Kustomize.of(List.of(proxy))).getFirst();
    var annotations = patch.at("/spec/template/metadata/annotations");
    assertThat(annotations.path("sidecar.istio.io/proxyCPU").asString()).isEqualTo("120m");
    assertThat(annotations.path("sidecar.istio.io/proxyMemory").asString()).isEqualTo("300Mi");
    assertThat(annotations.path("sidecar.istio.io/proxyMemoryLimit").asString()).isEqualTo("600Mi");
    assertThat(annotations.path("sidecar.istio.io/proxyCPULimit").isNull()).isTrue();
    assertThat(patch.at("/spec/template/spec").isMissingNode()).isTrue();
    assertThat(HelmValues.of(List.of(proxy))).contains("podAnnotations:\n");
  }

  @Test
  void linkerd_and_the_template_go_together() {
    var both = List.of(resize().build(), resize().named("linkerd-proxy", Role.INJECTED).build());
    var patch = patchOf(Kubectl.of(both));
    assertThat(
            patch
                .at("/spec/template/metadata/annotations")
                .path("config.linkerd.io/proxy-cpu-request")
                .asString())
        .isEqualTo("120m");
    assertThat(patch.at("/spec/template/spec/containers")).hasSize(1);
  }

  @Test
  void the_annotations_of_a_rollout_merge_even_though_its_containers_do_not() {
    var both =
        List.of(
            resize().in("Rollout").build(),
            resize().in("Rollout").named("istio-proxy", Role.INJECTED).build());
    assertThat(Kubectl.of(both).lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("# kubectl would replace all containers"),
            line -> {
              assertThat(line).contains("rollout.argoproj.io 'web' --type merge");
              assertThat(patchOf(line).at("/spec/template/metadata/annotations")).hasSize(4);
            });
  }

  @Test
  void what_another_webhook_injects_is_named_and_not_patched() {
    var agent = List.of(resize().named("vault-agent", Role.INJECTED).build());
    for (var patch : List.of(Kubectl.of(agent), Kustomize.of(agent), HelmValues.of(agent))) {
      assertThat(patch)
          .startsWith(
              "# Container vault-agent of Deployment prod/shop/web is injected by a webhook")
          .contains("\"cpu\":\"120m\"")
          .satisfies(text -> assertThat(text.lines()).hasSize(1));
    }
  }

  @Test
  void an_operators_object_is_named_with_its_kind_and_each_container() {
    var two =
        List.of(
            resize().in("Kafka").build(), resize().in("Kafka").named("exporter", Role.APP).build());
    assertThat(Kubectl.of(two).lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith("# Kafka prod/shop/web belongs to an operator")
                    .contains("container app"),
            line ->
                assertThat(line)
                    .startsWith("# Kafka prod/shop/web belongs to an operator")
                    .contains("container exporter"));
  }

  /// A merge patch would replace every metric by this one.
  @Test
  void the_target_of_an_hpa_changes_with_the_request_and_only_where_it_is_the_one() {
    var commands = Kubectl.of(List.of(resize().with(HPA).build())).lines().toList();
    assertThat(commands).hasSize(4);
    assertThat(commands.get(1))
        .contains("HorizontalPodAutoscaler prod/shop/web")
        .contains("50% to 80%");
    assertThat(commands.getLast())
        .contains("patch horizontalpodautoscalers.v2.autoscaling 'web' --type json");
    var hpa =
        JSON.readTree(
            """
            {"spec": {"metrics": [{"type": "Resource", "resource": {"name": "cpu",
              "target": {"type": "Utilization", "averageUtilization": 50}}}]}}
            """);
    var operations = patchOf(commands.getLast());
    assertThat(operations).hasSize(3);
    for (var operation : operations) {
      var there = hpa.at(operation.path("path").asString());
      if (operation.path("op").asString().equals("test")) {
        assertThat(there).isEqualTo(operation.path("value"));
      } else {
        assertThat(there.asInt()).isEqualTo(50);
        assertThat(operation.path("value").isInt()).isTrue();
        assertThat(operation.path("value").asInt()).isEqualTo(80);
      }
    }
  }

  @Test
  void a_target_on_one_container_changes_where_it_stands_and_only_there() {
    var change =
        new AutoscalerChange("HorizontalPodAutoscaler", "web", new Target(50, 80, "app"), null);
    var operations =
        patchOf(Kubectl.of(List.of(resize().with(change).build())).lines().toList().getLast());
    var hpa =
        JSON.readTree(
            """
            {"spec": {"metrics": [{"type": "ContainerResource", "containerResource": {"name": "cpu",
              "container": "app", "target": {"type": "Utilization", "averageUtilization": 50}}}]}}
            """);
    assertThat(operations).hasSize(4);
    for (var operation : operations) {
      var there = hpa.at(operation.path("path").asString());
      if (operation.path("op").asString().equals("test")) {
        assertThat(there).isEqualTo(operation.path("value"));
      } else {
        assertThat(there.asInt()).isEqualTo(50);
        assertThat(operation.path("value").asInt()).isEqualTo(80);
      }
    }
    assertThat(operations.get(1).path("path").asString())
        .isEqualTo("/spec/metrics/0/containerResource/container");
  }

  /// Kustomize refuses a file that is both: "illegally qualifies as both an SM and JSON patch".
  @Test
  void a_patch_file_for_kustomize_holds_the_autoscalers_part_in_comments() {
    var file = Kustomize.of(List.of(resize().with(HPA).build()));
    assertThat(documents(file))
        .singleElement()
        .extracting(document -> document.path("kind").asString())
        .isEqualTo("Deployment");
    var item = autoscalersItem(file);
    assertThat(item.at("/target/kind").asString()).isEqualTo("HorizontalPodAutoscaler");
    assertThat(item.at("/target/version").asString()).isEqualTo("v2");
    var operations = JSON.readTree(item.path("patch").asString());
    assertThat(operations.get(2).path("value").asInt()).isEqualTo(80);
  }

  /// What the comments tell to do, done.
  private static JsonNode autoscalersItem(String file) {
    var commented =
        file.lines()
            .dropWhile(line -> !line.startsWith("# - "))
            .takeWhile(line -> line.startsWith("# "))
            .map(line -> line.substring(2) + "\n")
            .takeWhile(line -> line.startsWith("- ") || line.startsWith("  "))
            .collect(Collectors.joining());
    return YAML.readTree(commented).get(0);
  }

  @Test
  void every_format_names_the_cluster() {
    var resizes = List.of(resize().with(HPA).build());
    assertThat(Kustomize.of(resizes))
        .contains("# Deployment prod/shop/web\n", "# HorizontalPodAutoscaler prod/shop/web scales");
    assertThat(HelmValues.of(resizes))
        .contains(
            "# prod/shop/Deployment/web/app:",
            "# HorizontalPodAutoscaler prod/shop/web: its target");
    assertThat(Kubectl.of(resizes)).contains("# HorizontalPodAutoscaler prod/shop/web scales");
  }

  @Test
  void the_trigger_of_a_scaled_object_changes_as_text() {
    var command = Kubectl.of(List.of(resize().with(KEDA).build()));
    assertThat(command).contains("patch scaledobjects.keda.sh 'web-scaler' --type json");
    var operations = patchOf(command.lines().toList().getLast());
    assertThat(operations.get(0).path("value").asString()).isEqualTo("cpu");
    assertThat(operations.get(1).path("path").asString())
        .isEqualTo("/spec/triggers/0/metadata/value");
    assertThat(operations.get(1).path("value").isString()).isTrue();
    assertThat(operations.get(1).path("value").asString()).isEqualTo("80");
    assertThat(HelmValues.of(List.of(resize().with(KEDA).build())))
        .contains("# ScaledObject prod/shop/web-scaler: its target on cpu goes from 50% to 80%");
  }

  @Test
  void helm_values_carry_the_target_as_common_charts_name_it() {
    var both =
        new AutoscalerChange(
            "HorizontalPodAutoscaler", "web", new Target(50, 80), new Target(60, 70));
    var values = documents(HelmValues.of(List.of(resize().with(both).build()))).getLast();
    assertThat(values.at("/autoscaling/targetCPUUtilizationPercentage").asInt()).isEqualTo(80);
    assertThat(values.at("/autoscaling/targetMemoryUtilizationPercentage").asInt()).isEqualTo(70);
  }

  @Test
  void containers_of_one_workload_tell_their_common_autoscaler_once() {
    var two =
        List.of(resize().with(HPA).build(), resize().named("cache", Role.APP).with(HPA).build());
    assertThat(Kubectl.of(two)).containsOnlyOnce("--type json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a'b", "$(rm -rf /)", "x\n- y: z", "%s%d"})
  void no_autoscalers_name_breaks_out(String name) {
    var change = new AutoscalerChange("HorizontalPodAutoscaler", name, new Target(50, 80), null);
    var resizes = List.of(resize().with(change).build());
    assertThat(Kubectl.of(resizes)).contains(" '" + name.replace("'", "'\\''") + "' --type json");
    assertThat(autoscalersItem(Kustomize.of(resizes)).at("/target/name").asString())
        .isEqualTo(name);
  }
}
