package dev.trimtab.rightsize;

import static dev.trimtab.fixtures.Histories.history;
import static dev.trimtab.fixtures.Workloads.workload;
import static dev.trimtab.rightsize.Sizes.cluster;
import static dev.trimtab.rightsize.Sizes.notes;
import static dev.trimtab.rightsize.Sizes.only;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.fixtures.Facts;
import dev.trimtab.fixtures.Histories;
import dev.trimtab.fixtures.Nodes;
import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.cluster.Container;
import dev.trimtab.model.cluster.Container.Role;
import dev.trimtab.model.cluster.Node;
import dev.trimtab.model.cluster.Pod;
import dev.trimtab.model.cluster.Policies;
import dev.trimtab.model.cluster.Policies.LimitRange;
import dev.trimtab.model.cluster.Policies.Quota;
import dev.trimtab.model.cluster.Resources;
import dev.trimtab.model.cluster.Scheduling;
import dev.trimtab.model.cluster.Taint;
import dev.trimtab.model.cluster.Toleration;
import dev.trimtab.model.cluster.Workload;
import dev.trimtab.model.cluster.Workload.Autoscaler;
import dev.trimtab.model.cluster.WorkloadRef;
import dev.trimtab.model.finding.AutoscalerChange.Target;
import dev.trimtab.model.finding.Finding;
import dev.trimtab.rightsize.RightsizeSettings.LimitRule;
import dev.trimtab.rightsize.wish.Treatments;
import dev.trimtab.units.Cpu;
import dev.trimtab.units.Memory;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What the cluster allows, and what in it hangs on requests.
class ClusterRulesTest {
  private static final List<Node> ONE_NODE = List.of(Facts.node("n1"));

  private static Finding.Resize resize(ClusterInventory inventory, Histories history) {
    return only(Finding.Resize.class, Sizes.advise(inventory, Treatments.DEFAULT, history.build()));
  }

  private static long cpu(Finding.Resize resize) {
    return Objects.requireNonNull(resize.proposed().cpuRequest()).millis();
  }

  private static ClusterInventory ranged(String type, Map<String, String> bounds) {
    return cluster(
        workload().replicas(2).build(),
        new Policies(
            List.of(),
            List.of(
                new LimitRange("shop", "bounds", type, bounds),
                new LimitRange("other", "not-ours", type, Map.of("max.cpu", "1m"))),
            List.of(),
            Map.of()),
        ONE_NODE);
  }

  private static ClusterInventory quota(Map<String, String> hard, Map<String, String> used) {
    return cluster(
        workload().replicas(2).build(),
        new Policies(
            List.of(), List.of(), List.of(new Quota("shop", "team", hard, used)), Map.of()),
        ONE_NODE);
  }

  @Test
  void a_limit_range_bounds_a_request_from_below_and_above() {
    var raised =
        resize(ranged("Container", Map.of("min.cpu", "200m")), history().days(7, 0.1, 440));
    assertThat(cpu(raised)).isEqualTo(200);
    assertThat(raised.reason()).contains("LimitRange bounds asks for no less than 200m");
    var capped = resize(ranged("Container", Map.of("max.cpu", "0.8")), history().days(7, 0.9, 440));
    assertThat(cpu(capped)).isEqualTo(800);
    assertThat(capped.proposed().cpuLimit()).isEqualTo(Cpu.millis(800));
    assertThat(notes(capped))
        .anyMatch(note -> note.contains("but LimitRange bounds allows no more than 800m"))
        .anyMatch(note -> note.contains("allows no CPU limit above 800m"));
  }

  @Test
  void a_limit_is_no_more_than_so_many_times_its_request() {
    var resize =
        resize(
            ranged("Container", Map.of("maxLimitRequestRatio.cpu", "1.5")),
            history().days(7, 0.9, 440));
    assertThat(resize.proposed().cpuLimit()).isEqualTo(Cpu.millis((long) (cpu(resize) * 1.5)));
    assertThat(notes(resize)).anyMatch(note -> note.contains("no more than 1.5 times the request"));
  }

  @Test
  void a_limit_is_stated_where_the_default_one_would_be_below_the_request() {
    var resize =
        resize(
            ranged("Container", Map.of("default.cpu", "600m")),
            history().asking(500, null, 512, null).days(7, 0.9, 440));
    assertThat(resize.proposed().cpuLimit()).isEqualTo(resize.proposed().cpuRequest());
    assertThat(resize.proposed().memoryLimit()).isNull();
    assertThat(notes(resize)).anyMatch(note -> note.startsWith("Without a CPU limit LimitRange"));
  }

  @Test
  void a_request_that_a_limit_range_gives_is_explained() {
    var resize =
        resize(
            ranged("Container", Map.of("defaultRequest.cpu", "100m")),
            history().asking(Resources.NONE).days(7, 0.9, 440));
    assertThat(notes(resize))
        .contains("It states no CPU request: LimitRange bounds gives it 100m.");
  }

  @Test
  void a_limit_range_bounds_whole_pods() {
    var resize = resize(ranged("Pod", Map.of("max.cpu", "800m")), history().days(7, 0.9, 440));
    assertThat(cpu(resize)).isEqualTo(800);
    assertThat(notes(resize)).anyMatch(note -> note.contains("allows a pod no more than 800m"));
  }

  @Test
  void an_increase_goes_no_further_than_the_quota_on_all_replicas() {
    var full = quota(Map.of("requests.cpu", "10"), Map.of("requests.cpu", "9800m"));
    var resize = resize(full, history().days(7, 0.9, 440));
    // 200m are left for two replicas
    assertThat(cpu(resize)).isEqualTo(600);
    assertThat(resize.reason()).contains("ResourceQuota team has 200m of 10000m left");
    assertThat(cpu(resize(full, history().days(7, 0.1, 440)))).isLessThan(120);
    var none = quota(Map.of("requests.memory", "1Gi"), Map.of("requests.memory", "1Gi"));
    var keep =
        only(
            Finding.Keep.class,
            Sizes.advise(none, Treatments.DEFAULT, history().days(7, 0.43, 900).build()));
    assertThat(keep.reason()).startsWith("Memory request stays at 512Mi: ResourceQuota team");
  }

  @Test
  void limits_that_a_quota_has_no_room_for_are_said() {
    var resize =
        resize(
            quota(Map.of("limits.cpu", "4"), Map.of("limits.cpu", "3900m")),
            history().days(7, 0.9, 440));
    assertThat(cpu(resize)).isGreaterThan(1000);
    assertThat(notes(resize))
        .anyMatch(note -> note.contains("has only 100m of 4000m left: raise the quota first"));
  }

  private static Node large(String name, String arch) {
    var n = Facts.node(name);
    return new Node(
        name,
        n.providerId(),
        "m7g.4xlarge",
        n.region(),
        "us-east-1b",
        arch,
        CapacityType.ON_DEMAND,
        Cpu.millis(16_000),
        Memory.mebi(65_536),
        Cpu.millis(15_890),
        Memory.mebi(60_000),
        0,
        58,
        true,
        n.createdAt(),
        Map.of("size", "large"));
  }

  /// With a DaemonSet on the nodes of one zone, which asks for half a core.
  private static ClusterInventory withDaemons(Workload web, List<Node> nodes, Pod... pods) {
    var one = cluster(web, Policies.NONE, nodes, pods);
    var template =
        workload().selecting("topology.kubernetes.io/zone", "us-east-1a").build().template();
    var agent =
        new Workload(
            new WorkloadRef("prod", "ops", "DaemonSet", "agent"),
            "apps/v1",
            1,
            Facts.NOW,
            Map.of(),
            Map.of(),
            template,
            null,
            null);
    return new ClusterInventory(
        one.cluster(),
        one.asOf(),
        one.namespaces(),
        one.nodes(),
        List.of(web, agent),
        one.pods(),
        one.policies(),
        "");
  }

  @Test
  void a_request_grows_no_further_than_the_largest_node_that_could_host_the_pod() {
    var web = workload().replicas(2).build();
    var hungry = history().days(7, 5, 440);
    var nodes = List.of(Facts.node("n1"), large("n2", "arm64"));
    var capped = resize(withDaemons(web, nodes, Facts.pod("web-1")), hungry);
    // 3920m less the 500m of the DaemonSet; its image runs on amd64 only, as far as is known
    assertThat(cpu(capped)).isEqualTo(3420);
    assertThat(capped.reason()).contains("the largest node for it, m5.xlarge, has 3420m");
    var free = resize(withDaemons(web, nodes), hungry);
    assertThat(cpu(free)).isGreaterThan(5700);
    var selecting = workload().replicas(2).selecting("size", "small").build();
    assertThat(cpu(resize(cluster(selecting, Policies.NONE, nodes), hungry))).isGreaterThan(5700);
    var zoned = workload().selecting("topology.kubernetes.io/zone", "us-east-1a").build();
    assertThat(cpu(resize(cluster(zoned, Policies.NONE, nodes), hungry))).isEqualTo(3920);
  }

  private static Scheduling tolerating(String operator, String value) {
    return new Scheduling(
        List.of(new Toleration("dedicated", operator, value, "NoSchedule")), List.of(), 0);
  }

  @Test
  void a_node_that_a_pod_does_not_tolerate_does_not_host_it() {
    var hungry = history().days(7, 5, 440);
    var batch = new Taint("dedicated", "batch", "NoSchedule");
    var nodes = List.of(Facts.node("n1"), Nodes.tainted(large("n2", "amd64"), batch));
    var capped = resize(cluster(workload().build(), Policies.NONE, nodes), hungry);
    assertThat(cpu(capped)).isEqualTo(3920);
    assertThat(capped.reason())
        .contains("has 3920m")
        .contains("1 node is not for it, by taints that it does not tolerate");
    var other = workload().scheduled(tolerating("Equal", "web")).build();
    assertThat(cpu(resize(cluster(other, Policies.NONE, nodes), hungry))).isEqualTo(3920);
    for (var how : List.of(tolerating("Equal", "batch"), tolerating("Exists", ""))) {
      var web = workload().scheduled(how).build();
      assertThat(cpu(resize(cluster(web, Policies.NONE, nodes), hungry))).isGreaterThan(5700);
    }
  }

  @Test
  void a_taint_that_passes_or_only_asks_keeps_nobody_off() {
    var hungry = history().days(7, 5, 440);
    var nodes =
        List.of(
            Facts.node("n1"),
            Nodes.tainted(
                large("n2", "amd64"),
                new Taint("node.kubernetes.io/unschedulable", "", "NoSchedule"),
                new Taint("dedicated", "batch", "PreferNoSchedule")));
    var web = workload().build();
    assertThat(cpu(resize(cluster(web, Policies.NONE, nodes), hungry))).isGreaterThan(5700);
  }

  private static Container on(String device) {
    return new Container("app", Role.APP, Facts.HALF_CORE, Map.of(device, 1));
  }

  @Test
  void who_asks_for_a_device_is_let_on_nodes_that_are_tainted_by_its_name() {
    var hungry = history().days(7, 5, 440);
    var nodes =
        List.of(
            Facts.node("n1"),
            Nodes.tainted(
                large("n2", "amd64"), new Taint("google.com/tpu", "present", "NoSchedule")));
    var tpu = workload().with(on("google.com/tpu")).build();
    assertThat(cpu(resize(cluster(tpu, Policies.NONE, nodes), hungry))).isGreaterThan(5700);
    var neuron = workload().with(on("aws.amazon.com/neuron")).build();
    assertThat(cpu(resize(cluster(neuron, Policies.NONE, nodes), hungry))).isEqualTo(3920);
  }

  @Test
  void accelerators_that_are_no_whole_gpus_are_told_by_name() {
    var words =
        Map.of(
            "nvidia.com/mig-1g.5gb", "a slice of a GPU and not a whole one",
            "nvidia.com/gpu.shared", "a share of a GPU",
            "google.com/tpu", "a Google TPU",
            "aws.amazon.com/neuroncore", "an AWS Neuron accelerator");
    words.forEach((device, what) -> {
      var resize =
          resize(
              cluster(workload().replicas(2).with(on(device)).build()),
              history().days(7, 0.1, 440));
      assertThat(notes(resize))
          .anyMatch(note -> note.startsWith("It asks for 1 x %s, %s".formatted(device, what)))
          .noneMatch(note -> note.contains("GPU metrics"));
      assertThat(resize.proposed().gpus()).isZero();
    });
  }

  @Test
  void what_runs_on_an_accelerator_is_not_idle_by_its_cpu() {
    var idle = history().asking(500, 1000, 512, 1024).replicas(2).days(9, 0.0001, 100).build();
    only(
        Finding.Idle.class,
        Sizes.advise(cluster(workload().replicas(2).build()), Treatments.DEFAULT, idle));
    only(
        Finding.Resize.class,
        Sizes.advise(
            cluster(workload().replicas(2).with(on("aws.amazon.com/neuron")).build()),
            Treatments.DEFAULT,
            idle));
  }

  @Test
  void a_daemon_set_takes_no_room_on_a_node_that_it_does_not_tolerate() {
    var web =
        workload()
            .scheduled(new Scheduling(List.of(new Toleration("", "Exists", "", "")), List.of(), 0))
            .build();
    var hungry = history().days(7, 5, 440);
    var node = Facts.node("n1");
    assertThat(cpu(resize(withDaemons(web, List.of(node)), hungry))).isEqualTo(3420);
    var tainted = Nodes.tainted(node, new Taint("dedicated", "web", "NoExecute"));
    assertThat(cpu(resize(withDaemons(web, List.of(tainted)), hungry))).isEqualTo(3920);
  }

  @Test
  void the_whole_pod_has_to_fit_its_node() {
    var web =
        workload()
            .replicas(2)
            .with(
                new Container("app", Role.APP, Facts.HALF_CORE),
                new Container("side", Role.SIDECAR, Facts.HALF_CORE))
            .build();
    var resize = resize(cluster(web), history().days(7, 5, 440));
    assertThat(cpu(resize)).isEqualTo(3420);
  }

  private static ClusterInventory scaled(
      String kind, @Nullable Integer cpuPercent, @Nullable Integer memoryPercent) {
    return cluster(
        workload()
            .replicas(2)
            .scaledBy(new Autoscaler(kind, "web", 2, 10, cpuPercent, memoryPercent))
            .build());
  }

  private static final String HPA = "HorizontalPodAutoscaler";

  @Test
  void the_target_of_an_autoscaler_goes_along_with_the_request() {
    var resize = resize(scaled(HPA, 50, 0), history().days(7, 0.3, 440));
    var change = Objects.requireNonNull(resize.autoscaler());
    var target = Objects.requireNonNull(change.cpu());
    assertThat(target.now()).isEqualTo(50);
    assertThat(change.memory()).isNull();
    // it scaled at 250m
    assertThat(target.proposed() * cpu(resize) / 100.0).isBetween(247.5, 252.5);
    assertThat(resize.reason())
        .contains("; together with the CPU target of HorizontalPodAutoscaler web from 50% to 7");
    assertThat(notes(resize)).anyMatch(note -> note.contains("about 250m a pod"));
  }

  @Test
  void a_request_goes_only_as_far_as_keeps_the_target_inside() {
    var lower = resize(scaled(HPA, 80, 0), history().days(7, 0.2, 440));
    // 80% of 500m are 95% of 421.05m
    assertThat(cpu(lower)).isEqualTo(422);
    assertThat(Objects.requireNonNull(lower.autoscaler()).cpu()).isEqualTo(new Target(80, 95));
    assertThat(lower.reason())
        .startsWith("Uses at most 200m of 500m CPU over 7 days; CPU request from 500m to 422m: ")
        .contains("95% is as far as it goes");
    var both = resize(scaled(HPA, 80, 0), history().days(7, 0.2, 100)).reason();
    assertThat(both.indexOf("memory request from"))
        .as("what follows from use alone before what an autoscaler holds: " + both)
        .isPositive()
        .isLessThan(both.indexOf("CPU request from"));
    var higher = resize(scaled(HPA, 20, 0), history().days(7, 2, 440));
    assertThat(cpu(higher)).isBetween(1000L, 1001L);
    assertThat(Objects.requireNonNull(higher.autoscaler()).cpu()).isEqualTo(new Target(20, 10));
  }

  @Test
  void memory_goes_along_likewise() {
    var resize = resize(scaled(HPA, null, 60), history().days(7, 0.43, 200));
    // 60% of 512Mi are 95% of 323.4Mi
    assertThat(resize.proposed().memoryRequest()).isEqualTo(Memory.mebi(324));
    assertThat(Objects.requireNonNull(resize.autoscaler()).memory()).isEqualTo(new Target(60, 95));
    assertThat(resize.autoscaler().cpu()).isNull();
  }

  @Test
  void of_a_scaled_object_the_trigger_is_named() {
    var resize = resize(scaled("ScaledObject", 50, null), history().days(7, 0.3, 440));
    assertThat(Objects.requireNonNull(resize.autoscaler()).kind()).isEqualTo("ScaledObject");
    assertThat(notes(resize))
        .anyMatch(note ->
            note.contains("the cpu trigger of ScaledObject web (not the HPA that KEDA owns)"));
  }

  @Test
  void an_autoscaler_that_watches_something_else_stays() {
    var resize = resize(scaled(HPA, null, null), history().days(7, 0.1, 440));
    assertThat(resize.autoscaler()).isNull();
    assertThat(cpu(resize)).isLessThan(120);
  }

  /// Advice on the container that should use less; its sidecar stays as it is.
  private static Finding.Resize besideSidecar(Autoscaler scaler) {
    var web =
        workload()
            .replicas(2)
            .with(
                new Container("app", Role.APP, Facts.HALF_CORE),
                new Container("side", Role.SIDECAR, Facts.HALF_CORE))
            .scaledBy(scaler)
            .build();
    return only(
        Finding.Resize.class,
        Sizes.advise(
            cluster(web),
            Treatments.DEFAULT,
            history().days(7, 0.3, 440).build(),
            history().named("side").as(Role.SIDECAR).days(7, 0.43, 440).build()));
  }

  @Test
  void an_autoscaler_counts_all_containers_of_a_pod() {
    var resize = besideSidecar(new Autoscaler(HPA, "web", 2, 10, 50, null));
    var target = Objects.requireNonNull(Objects.requireNonNull(resize.autoscaler()).cpu());
    // it scaled at 50% of 1000m
    assertThat(target.proposed() * (cpu(resize) + 500) / 100.0).isBetween(493.0, 507.0);
  }

  @Test
  void a_target_on_one_container_moves_with_that_container_alone() {
    var resize = besideSidecar(new Autoscaler(HPA, "web", 2, 10, 50, null, "app", null));
    var target = Objects.requireNonNull(Objects.requireNonNull(resize.autoscaler()).cpu());
    assertThat(target.container()).isEqualTo("app");
    // it scaled at 50% of the 500m of this container
    assertThat(target.proposed() * cpu(resize) / 100.0).isBetween(247.0, 253.0);
    assertThat(notes(resize)).anyMatch(note -> note.contains("on container app alone"));
  }

  @Test
  void fewer_replicas_are_the_alternative_where_an_autoscaler_keeps_too_many() {
    var web = workload().replicas(6).scaledBy(new Autoscaler(HPA, "web", 6, 10, 80, null)).build();
    var resize = resize(cluster(web), history().replicas(6).days(7, 0.02, 100));
    assertThat(notes(resize))
        .anyMatch(note -> note.contains("its minimum of 6 replicas may be lowered to 2 instead"));
  }

  @Test
  void fewer_replicas_of_a_target_on_one_container_count_that_container_alone() {
    var web =
        workload()
            .replicas(6)
            .with(
                new Container("app", Role.APP, Facts.HALF_CORE),
                new Container("side", Role.SIDECAR, Facts.HALF_CORE))
            .scaledBy(new Autoscaler(HPA, "web", 6, 10, 80, null, "app", null))
            .build();
    // the sidecars' own load is large: it does not scale on it
    var findings =
        Sizes.advise(
            cluster(web),
            Treatments.DEFAULT,
            history().replicas(6).days(7, 0.02, 100).build(),
            history().replicas(6).named("side").as(Role.SIDECAR).days(7, 5, 440).build());
    assertThat(findings.stream().flatMap(finding -> notes(finding).stream()))
        .anyMatch(note ->
            note.startsWith("All its pods' app containers together need")
                && note.contains("may be lowered to 2 instead"));
    var busy =
        Sizes.advise(
            cluster(web),
            Treatments.DEFAULT,
            history().replicas(6).days(7, 3, 100).build(),
            history().replicas(6).named("side").as(Role.SIDECAR).days(7, 0.02, 440).build());
    assertThat(busy.stream().flatMap(finding -> notes(finding).stream()))
        .noneMatch(note -> note.contains("may be lowered"));
  }

  @Test
  void a_memory_target_on_one_container_moves_with_that_container_alone() {
    var web =
        workload()
            .replicas(2)
            .with(
                new Container("app", Role.APP, Facts.HALF_CORE),
                new Container("side", Role.SIDECAR, Facts.HALF_CORE))
            .scaledBy(new Autoscaler(HPA, "web", 2, 10, null, 60, null, "side"))
            .build();
    var findings =
        Sizes.advise(
            cluster(web),
            Treatments.DEFAULT,
            history().days(7, 0.1, 200).build(),
            history().named("side").as(Role.SIDECAR).days(7, 0.43, 200).build());
    var resizes =
        findings.stream()
            .filter(Finding.Resize.class::isInstance)
            .map(Finding.Resize.class::cast)
            .toList();
    assertThat(resizes).hasSize(2);
    // 60% of its own 512Mi are 95% of 323.4Mi; the other goes where its use tells
    assertThat(resizes.get(1).proposed().memoryRequest()).isEqualTo(Memory.mebi(324));
    assertThat(Objects.requireNonNull(resizes.get(1).autoscaler()).memory())
        .isEqualTo(new Target(60, 95, "side"));
    assertThat(resizes.get(1).reason()).contains("memory target on container side of");
    assertThat(notes(resizes.get(1)))
        .anyMatch(note ->
            note.contains("the memory target on container side alone of %s web".formatted(HPA)));
    assertThat(resizes.get(0).proposed().memoryRequest()).isEqualTo(Memory.mebi(230));
    assertThat(resizes.get(0).autoscaler()).isNull();
  }

  @Test
  void an_injected_container_is_sized_where_it_is_injected() {
    var proxy =
        resize(
            cluster(workload().replicas(2).build()),
            history().named("istio-proxy").as(Role.INJECTED).days(7, 0.1, 100));
    assertThat(proxy.role()).isEqualTo(Role.INJECTED);
    assertThat(notes(proxy))
        .anyMatch(note ->
            note.contains("sidecar.istio.io/proxyCPU: \"%dm\"".formatted(cpu(proxy)))
                && note.contains("sidecar.istio.io/proxyMemory: \"115Mi\""));
    var other =
        resize(
            cluster(workload().replicas(2).build()),
            history().named("agent").as(Role.INJECTED).days(7, 0.1, 100));
    assertThat(notes(other)).anyMatch(note -> note.contains("where it is injected"));
  }

  @Test
  void a_limit_that_a_quota_asks_for_is_not_taken_away() {
    var findings =
        Sizes.advise(
            Sizes.settings(LimitRule.NONE, LimitRule.KEEP_RATIO),
            quota(Map.of("limits.cpu", "40"), Map.of("limits.cpu", "4")),
            Treatments.DEFAULT,
            history().days(7, 0.1, 440).build());
    var resize = only(Finding.Resize.class, findings);
    assertThat(resize.proposed().cpuLimit()).isEqualTo(Cpu.millis(1000));
    assertThat(notes(resize))
        .contains("ResourceQuota team refuses pods without a CPU limit: it has one still.");
  }

  /// Seven days at 200m with starts at three cores, which a limit has to let through.
  private static Histories starting() {
    var starting = history();
    for (int i = 0; i < 7; i++) {
      starting.day(Histories.Day.of(0.2, 440).start(3));
    }
    return starting;
  }

  private static Finding.Resize sameAsRequest(ClusterInventory inventory) {
    return only(
        Finding.Resize.class,
        Sizes.advise(
            Sizes.settings(LimitRule.SAME_AS_REQUEST, LimitRule.KEEP_RATIO),
            inventory,
            Treatments.DEFAULT,
            starting().build()));
  }

  @Test
  void an_autoscaler_counts_what_a_limit_takes_along() {
    var resize = sameAsRequest(cluster(workload().replicas(2).scaled(2, 10).build()));
    // 80% of 500m are 400m, which is 13% of 3 cores
    assertThat(cpu(resize)).isEqualTo(3000);
    assertThat(Objects.requireNonNull(resize.autoscaler()).cpu()).isEqualTo(new Target(80, 13));
  }

  @Test
  void a_quota_counts_what_a_limit_takes_along() {
    var resize = sameAsRequest(quota(Map.of("requests.cpu", "10"), Map.of("requests.cpu", "8")));
    // a core for each of two replicas
    assertThat(cpu(resize)).isEqualTo(1500);
    assertThat(resize.proposed().cpuLimit()).isEqualTo(Cpu.millis(3000));
  }

  @Test
  void a_limit_with_a_bounded_ratio_takes_its_request_along() {
    var resize = resize(ranged("Container", Map.of("maxLimitRequestRatio.cpu", "5")), starting());
    assertThat(cpu(resize)).isEqualTo(600);
    assertThat(resize.proposed().cpuLimit()).isEqualTo(Cpu.millis(3000));
    assertThat(resize.reason()).contains("may be no more than 5 times the request by LimitRange");
  }

  @Test
  void a_node_has_to_host_what_is_pinned() {
    var wide = Facts.node("n2");
    var nodes =
        List.of(
            Facts.node("n1"),
            new Node(
                "n2",
                wide.providerId(),
                "c7i.4xlarge",
                wide.region(),
                wide.zone(),
                wide.arch(),
                wide.capacityType(),
                Cpu.millis(16_000),
                Memory.mebi(9_000),
                Cpu.millis(15_890),
                Memory.mebi(8_000),
                0,
                58,
                true,
                wide.createdAt(),
                wide.labels()));
    var web = workload().replicas(2).annotated("trimtab.dev/cpu-request", "10").build();
    var resize = resize(cluster(web, Policies.NONE, nodes), history().days(7, 0.43, 10_000));
    assertThat(cpu(resize)).isEqualTo(10_000);
    // by its use it would fit the other node, but not with ten cores
    assertThat(resize.proposed().memoryRequest()).isEqualTo(Memory.mebi(8_000));
  }
}
