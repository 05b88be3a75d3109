package dev.trimtab.rightsize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.fixtures.Facts;
import dev.trimtab.model.cluster.Container;
import dev.trimtab.model.cluster.ContainerRef;
import dev.trimtab.model.cluster.Resources;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.finding.Evidence;
import dev.trimtab.model.finding.Finding;
import dev.trimtab.rightsize.ResizePatch.Format;
import dev.trimtab.rightsize.patch.Running;
import dev.trimtab.units.Cpu;
import dev.trimtab.units.Memory;
import dev.trimtab.units.TimeWindow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

class ResizePatchTest {
  private static final Resources PROPOSED =
      new Resources(Cpu.millis(120), null, Memory.mebi(300), Memory.mebi(600), 0);

  private static Finding.Resize resize(
      String kind, String name, String container, Container.Role role) {
    var evidence =
        new Evidence(TimeWindow.ending(Facts.NOW, Duration.ofDays(7)), 1, Map.of(), List.of());
    return new Finding.Resize(
        new ContainerRef(new WorkloadRef("prod", "shop", kind, name), container),
        role,
        Facts.HALF_CORE,
        PROPOSED,
        2,
        evidence,
        "");
  }

  private static String patch(Format format, Finding.Resize resize) {
    return ResizePatch.of(format, List.of(resize), new Running("v1.35.2", List.of()));
  }

  private static String kubectl(Finding.Resize resize) {
    return patch(Format.KUBECTL, resize);
  }

  private static Finding.Resize of(String kind) {
    return resize(kind, "web", "app", Container.Role.APP);
  }

  @Test
  void names_the_owner_and_takes_away_a_limit_that_is_to_go() {
    assertThat(ResizePatch.yaml(of("Deployment")))
        .isEqualTo(
            """
            # Deployment prod/shop/web
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: web
              namespace: shop
            spec:
              template:
                spec:
                  containers:
                    - name: app
                      resources:
                        requests:
                          cpu: 120m
                          memory: 300Mi
                        limits:
                          cpu: null
                          memory: 600Mi
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"StatefulSet", "DaemonSet", "ReplicaSet", "DeploymentConfig", "Rollout"})
  void every_controller_holds_its_pods_in_a_template(String kind) {
    var tree = YAMLMapper.builder().build().readTree(ResizePatch.yaml(of(kind)));
    assertThat(tree.at("/kind").asString()).isEqualTo(kind);
    assertThat(tree.at("/spec/template/spec/containers/0/resources/requests/cpu").asString())
        .isEqualTo("120m");
  }

  @Test
  void a_cron_job_holds_it_a_level_deeper() {
    var tree = YAMLMapper.builder().build().readTree(ResizePatch.yaml(of("CronJob")));
    assertThat(
            tree.at("/spec/jobTemplate/spec/template/spec/containers/0/resources/limits/memory")
                .asString())
        .isEqualTo("600Mi");
  }

  @Test
  void a_sidecar_stands_among_the_init_containers() {
    var patch = ResizePatch.yaml(resize("Deployment", "web", "proxy", Container.Role.SIDECAR));
    assertThat(patch).contains("    initContainers:\n").doesNotContain(" containers:");
  }

  @Test
  void kubectl_is_given_json() {
    var command = kubectl(of("Deployment"));
    assertThat(command)
        .startsWith(
            "kubectl --context 'prod' --namespace 'shop' patch deployment.apps 'web' --type strategic --patch '{");
    var json = command.substring(command.indexOf('{'), command.lastIndexOf('}') + 1);
    var tree = JsonMapper.builder().build().readTree(json);
    assertThat(tree.at("/spec/template/spec/containers/0/resources/limits/cpu").isNull()).isTrue();
  }

  @Test
  void kubectl_does_not_replace_the_containers_of_a_custom_resource() {
    assertThat(kubectl(of("Rollout")))
        .startsWith("# kubectl would replace all containers of Rollout prod/shop/web");
    assertThat(ResizePatch.yaml(of("Rollout"))).contains("\n# A custom resource: kustomize merges");
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void a_job_is_not_patched_and_an_operator_is_not_outguessed(Format format) {
    if (format == Format.IN_PLACE) {
      assertThat(patch(format, of("Kafka")))
          .startsWith(
              "# Kafka prod/shop/web is not resized in place: its pods belong to an operator");
      return;
    }
    if (format == Format.HELM_VALUES) {
      assertThat(patch(format, of("Kafka"))).startsWith("# prod/shop/Kafka/web/app: check");
      return;
    }
    assertThat(patch(format, of("Job"))).startsWith("# Job prod/shop/web cannot be changed");
    assertThat(patch(format, of("Kafka")))
        .startsWith("# Kafka prod/shop/web belongs to an operator")
        .contains("120m");
  }

  @Test
  void helm_values_are_a_fragment() {
    assertThat(patch(Format.HELM_VALUES, of("Deployment")))
        .isEqualTo(
            """
            # prod/shop/Deployment/web/app: check your chart for the key that these resources stand under.
            resources:
              requests:
                cpu: 120m
                memory: 300Mi
              limits:
                cpu: null
                memory: 600Mi
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "true",
        "NO",
        "1e3",
        "a'b\"c\\",
        "x\n- y: z",
        "a: b # c",
        "\u2028\u0085",
        "ümlaut"
      })
  void no_name_breaks_out_of_its_quotes(String name) {
    var resize = resize("Deployment", name, name, Container.Role.APP);
    var tree = YAMLMapper.builder().build().readTree(ResizePatch.yaml(resize));
    assertThat(tree.at("/metadata/name").isString()).isTrue();
    assertThat(tree.at("/metadata/name").asString()).isEqualTo(name);
    assertThat(tree.at("/spec/template/spec/containers/0/name").asString()).isEqualTo(name);
    assertThat(kubectl(resize)).contains(" '" + name.replace("'", "'\\''") + "' --type");
    var refusal = ResizePatch.yaml(resize("Kafka", name, name, Container.Role.APP));
    assertThat(refusal.lines()).hasSize(1);
  }
}
