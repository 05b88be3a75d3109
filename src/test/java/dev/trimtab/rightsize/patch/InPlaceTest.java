package dev.trimtab.rightsize.patch;

import static dev.trimtab.rightsize.patch.Resizes.resize;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.model.cluster.Container.Role;
import dev.trimtab.model.cluster.Resources;
import dev.trimtab.model.finding.Finding;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class InPlaceTest {
  @TempDir private Path directory;

  private static String inPlace(String version, Finding.Resize... resizes) {
    return InPlace.of(List.of(resizes), new Running(version, List.of()));
  }

  private static JsonNode patch(String script) {
    var from = script.indexOf("--patch '") + 9;
    return JsonMapper.shared().readTree(script.substring(from, script.indexOf('\'', from)));
  }

  private static JsonNode resources(String script) {
    return patch(script).at("/spec/containers/0/resources");
  }

  @ParameterizedTest
  @CsvSource({
    "v1.32.9, runs v1.32.9",
    "1.30, runs 1.30",
    "'', does not say which version",
    "nonsense, runs nonsense"
  })
  void a_cluster_that_cannot_says_what_it_needs_and_has(String version, String words) {
    assertThat(inPlace(version, resize().build()))
        .startsWith(
            "# Deployment prod/shop/web: resizing pods in place needs Kubernetes 1.33 or later")
        .contains("cluster prod " + words)
        .hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1.33.0", "1.33+", "v1.34.2-eks-1fbb135", "v2.0.1", "v1.100"})
  void a_cluster_that_can_resizes_each_running_pod(String version) {
    assertThat(inPlace(version, resize().build()))
        .contains("--subresource resize")
        .contains("status.phase=Running")
        .contains("The Deployment has to be changed, too");
  }

  @Test
  void memory_limits_come_down_from_1_34_on() {
    var before = inPlace("v1.33.4", resize().build());
    assertThat(resources(before).at("/limits/memory").asString()).isEqualTo("1024Mi");
    assertThat(resources(before).at("/requests/memory").asString()).isEqualTo("300Mi");
    assertThat(before).contains("stays at 1024Mi", "resizePolicy for memory is RestartContainer");

    var after = inPlace("v1.34.0", resize().build());
    assertThat(resources(after).at("/limits/memory").asString()).isEqualTo("600Mi");
    assertThat(after).contains("comes down only while its use is below 600Mi");
  }

  @Test
  void nothing_that_is_set_is_taken_away_and_a_limit_is_never_below_its_request() {
    var script = inPlace("v1.35.0", resize().to(Resizes.of(800, null, 2000, null)).build());
    assertThat(script)
        .contains("The CPU limit of container app cannot be taken away in place")
        .contains("The memory limit of container app cannot be taken away in place");
    assertThat(resources(script).at("/limits/cpu").asString()).isEqualTo("1000m");
    assertThat(resources(script).at("/limits/memory").asString()).isEqualTo("2000Mi");
    assertThat(script).doesNotContain("null");
  }

  @Test
  void quality_of_service_stays() {
    var guaranteed = Resizes.of(500, 500, 512, 512);
    assertThat(
            inPlace(
                "v1.35.0", resize().from(guaranteed).to(Resizes.of(120, 240, 512, 512)).build()))
        .contains("would turn from Guaranteed to Burstable, which Kubernetes refuses")
        .doesNotContain("kubectl --context");
    assertThat(inPlace("v1.35.0", resize().from(Resources.NONE).build()))
        .contains("would turn from BestEffort to Burstable")
        .doesNotContain("kubectl --context");
    assertThat(
            inPlace(
                "v1.35.0", resize().from(guaranteed).to(Resizes.of(120, 120, 256, 256)).build()))
        .contains("kubectl --context");
  }

  @Test
  void a_guaranteed_pod_whose_memory_may_not_come_down_gets_its_cpu_alone() {
    var guaranteed = Resizes.of(500, 500, 512, 512);
    var script =
        inPlace("v1.33.1", resize().from(guaranteed).to(Resizes.of(120, 120, 256, 256)).build());
    assertThat(script).contains("Memory stays as it is");
    assertThat(resources(script).at("/requests/cpu").asString()).isEqualTo("120m");
    assertThat(resources(script).at("/requests/memory").asString()).isEqualTo("512Mi");
  }

  @Test
  void other_containers_of_the_pod_count_for_its_quality_of_service() {
    var becomes =
        resize().from(Resizes.of(500, 1000, 512, 512)).to(Resizes.of(120, 120, 512, 512)).build();
    assertThat(inPlace("v1.35.0", becomes)).contains("from Burstable to Guaranteed");
    var beside = new Running("v1.35.0", List.of(Resizes.of(100, null, 100, null)));
    assertThat(InPlace.of(List.of(becomes), beside)).contains("kubectl --context");
  }

  @Test
  void sidecars_are_resized_and_init_and_injected_containers_are_not() {
    var script =
        inPlace(
            "v1.35.0",
            resize().named("logs", Role.SIDECAR).build(),
            resize().named("setup", Role.INIT).build(),
            resize().named("istio-proxy", Role.INJECTED).build());
    assertThat(patch(script).at("/spec/initContainers")).hasSize(1);
    assertThat(patch(script).at("/spec/initContainers/0/name").asString()).isEqualTo("logs");
    assertThat(script)
        .contains("# Init container setup cannot be resized in place.")
        .contains("# Container istio-proxy is injected");
  }

  @ParameterizedTest
  @CsvSource({
    "CronJob, each run makes new pods",
    "StaticPod, mirror a file",
    "Kafka, belong to an operator"
  })
  void pods_that_cannot_be_told_are_left_with_a_reason(String kind, String words) {
    assertThat(inPlace("v1.35.0", resize().in(kind).build()))
        .startsWith("# " + kind + " prod/shop/web is not resized in place")
        .contains(words)
        .hasLineCount(1);
  }

  /// A kubectl that answers like one, and writes down what it was told.
  private List<String> run(String script, String selector) throws Exception {
    var log = directory.resolve("log");
    var stub = directory.resolve("kubectl");
    Files.writeString(
        stub,
        """
        #!/bin/sh
        printf '%%s\\n' "$*" >> '%s'
        case "$*" in
          *" get pods "*) printf 'pod/web-1\\npod/web-2\\n' ;;
          *" get "*) printf '%%s' '%s' ;;
        esac
        """
            .formatted(log, selector));
    Files.setPosixFilePermissions(stub, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(log, "");
    var builder = new ProcessBuilder("sh", "-c", script).redirectErrorStream(true);
    builder.environment().put("PATH", directory + ":" + System.getenv("PATH"));
    var process = builder.start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    assertThat(said).isEmpty();
    return Files.readAllLines(log);
  }

  @ParameterizedTest
  @CsvSource({
    "Deployment, deployment.apps web --subresource scale, 'app=web,tier in (a,b)'",
    "DaemonSet, daemonset.apps web --output go-template, 'app=web,'"
  })
  void the_commands_patch_every_pod_that_the_owner_selects(
      String kind, String asked, String selector) throws Exception {
    var told = run(inPlace("v1.35.0", resize().in(kind).build()), selector);
    assertThat(told).hasSize(4);
    assertThat(told.get(0)).startsWith("--context prod --namespace shop get").contains(asked);
    assertThat(told.get(1))
        .contains("--selector " + selector.replaceAll(",$", "") + " --field-selector");
    assertThat(told.get(2)).contains("patch pod/web-1 --subresource resize --type strategic");
    assertThat(told.get(3)).contains("patch pod/web-2 --subresource resize --type strategic");
  }

  /// It would mean all pods of the namespace.
  @Test
  void no_selector_means_no_pod() throws Exception {
    assertThat(run(inPlace("v1.35.0", resize().build()), "")).hasSize(1);
  }

  @Test
  void pods_of_a_job_and_bare_pods_are_named_directly() throws Exception {
    var job = run(inPlace("v1.35.0", resize().in("Job").build()), "unused");
    assertThat(inPlace("v1.35.0", resize().in("Job").build())).doesNotContain("rollout");
    assertThat(job.getFirst()).contains("--selector batch.kubernetes.io/job-name=web");
    var pod = run(inPlace("v1.35.0", resize().in("Pod").build()), "unused");
    assertThat(pod).singleElement().asString().contains("patch pod web --subresource resize");
  }
}
