package dev.trimtab.collect.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.cluster.Node;
import dev.trimtab.model.cluster.Pod;
import dev.trimtab.model.cluster.Workload;
import dev.trimtab.units.TimeWindow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real recorded clusters; the expected counts are taken from their text, not from our reading.
class RealClusterTest {
  private static final Path DATA = Path.of("..", "shared", "data", "kubernetes");

  @TempDir Path folder;
  private final Recorder recorder = new Recorder();

  @Test
  void an_openshift_must_gather_becomes_an_inventory() throws Exception {
    var archive = DATA.resolve("must-gather-aws-pods-nodes-workloads.tar.gz");
    assumeThat(archive).exists();
    unpack(archive);
    var inventory = collect(folder);
    assertThat(inventory.pods()).hasSize(239).hasSize(count("core/pods.yaml", "Pod"));
    assertThat(inventory.nodes())
        .hasSize(6)
        .extracting(Node::instanceType)
        .containsOnly("m4.xlarge", "m5.xlarge");
    assertThat(inventory.nodes()).extracting(Node::region).containsOnly("us-east-1");
    assertThat(inventory.nodes())
        .extracting(Node::capacityType)
        .containsOnly(CapacityType.ON_DEMAND);
    assertThat(inventory.nodes()).allMatch(Node::ready).allMatch(n -> n.maxPods() > 0);

    // a ClusterServiceVersion owns a Deployment without controlling it, and Network and DNS control
    // several controllers each: those stay. Alertmanager, Prometheus and Tuned control one each.
    assertThat(kinds(inventory, "Deployment"))
        .isEqualTo(count("apps/deployments.yaml", "Deployment"));
    assertThat(kinds(inventory, "ClusterServiceVersion")).isZero();
    assertThat(kinds(inventory, "Network") + kinds(inventory, "DNS")).isZero();
    assertThat(kinds(inventory, "Tuned")).isEqualTo(1);
    assertThat(kinds(inventory, "Prometheus")).isEqualTo(1);
    assertThat(kinds(inventory, "Alertmanager")).isEqualTo(1);
    assertThat(kinds(inventory, "StatefulSet")).isZero();
    assertThat(kinds(inventory, "DaemonSet") + kinds(inventory, "Tuned"))
        .isEqualTo(count("apps/daemonsets.yaml", "DaemonSet"));
    assertThat(kinds(inventory, "ReplicaSet")).isZero();

    assertThat(inventory.pods())
        .filteredOn(pod -> pod.workload().kind().equals("StaticPod"))
        .hasSize(12)
        .extracting(pod -> pod.workload().name())
        .contains("etcd")
        .allMatch(name -> !name.contains("ec2.internal"));
    assertThat(inventory.pods()).extracting(Pod::workload).allMatch(ref -> known(inventory, ref));
    var pods =
        inventory.pods().stream()
            .collect(Collectors.groupingBy(p -> p.workload().kind(), Collectors.counting()));
    assertThat(pods.getOrDefault("Deployment", 0L)).isEqualTo(owned("ReplicaSet"));
    assertThat(pods.getOrDefault("DaemonSet", 0L) + pods.getOrDefault("Tuned", 0L))
        .isEqualTo(owned("DaemonSet"));
    assertThat(pods.getOrDefault("Prometheus", 0L) + pods.getOrDefault("Alertmanager", 0L))
        .isEqualTo(owned("StatefulSet"));
    assertThat(recorder.problems).isEmpty();
  }

  @Test
  void manifests_that_were_never_applied_are_workloads_without_pods() throws Exception {
    var demo = DATA.resolve("microservices-demo");
    var manifests = demo.resolve("kubernetes-manifests.yaml");
    assumeThat(manifests).exists();
    var deployments = occurrences(Files.readString(manifests), "(?m)^kind: Deployment$");
    var inventory = collect(demo);
    assertThat(inventory.pods()).isEmpty();
    assertThat(inventory.workloads())
        .hasSize(deployments)
        .hasSize(12)
        .allMatch(workload -> workload.ref().namespace().equals("default"))
        .allMatch(workload -> !workload.template().containers().isEmpty());
    assertThat(recorder.problems).isEmpty();
  }

  private ClusterInventory collect(Path where) throws SourceUnavailable {
    new KubernetesFilesSource("real", where)
        .collect(
            TimeWindow.ending(Instant.parse("2026-11-02T00:00:00Z"), Duration.ofDays(1)), recorder);
    return recorder.inventory();
  }

  private static boolean known(
      ClusterInventory inventory, dev.trimtab.model.cluster.WorkloadRef ref) {
    return inventory.workloads().stream().map(Workload::ref).anyMatch(ref::equals);
  }

  private static long kinds(ClusterInventory inventory, String kind) {
    return inventory.workloads().stream().filter(w -> w.ref().kind().equals(kind)).count();
  }

  /// How often a kind is stated as that of a list's item, by the text of the files.
  private int count(String file, String kind) throws IOException {
    return occurrences(text(file), "(?m)^  kind: " + kind + "$");
  }

  /// How many pods name an owner of a kind, by the text of the files.
  private long owned(String kind) throws IOException {
    return occurrences(text("core/pods.yaml"), "(?m)^      kind: " + kind + "\\n      name: ");
  }

  private String text(String file) throws IOException {
    try (var walk = Files.walk(folder)) {
      var text = new StringBuilder();
      for (var path : walk.filter(p -> p.endsWith(Path.of(file))).toList()) {
        text.append(Files.readString(path)).append('\n');
      }
      return text.toString();
    }
  }

  private static int occurrences(String text, String regex) {
    return (int) Pattern.compile(regex).matcher(text).results().count();
  }

  private void unpack(Path archive) throws IOException, InterruptedException {
    var tar =
        new ProcessBuilder("tar", "xzf", archive.toString(), "-C", folder.toString())
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).isZero();
  }
}
