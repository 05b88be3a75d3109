package dev.trimtab.collect.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimtab.model.Problem;
import dev.trimtab.model.SourceUnavailable;
import dev.trimtab.model.cluster.CapacityType;
import dev.trimtab.model.cluster.ClusterInventory;
import dev.trimtab.model.cluster.Container.Role;
import dev.trimtab.model.cluster.Policies.Claim;
import dev.trimtab.model.cluster.Scheduling;
import dev.trimtab.model.cluster.Scheduling.NodeRequirement;
import dev.trimtab.model.cluster.Taint;
import dev.trimtab.model.cluster.Toleration;
import dev.trimtab.model.cluster.Workload;
import dev.trimtab.units.Cpu;
import dev.trimtab.units.Memory;
import dev.trimtab.units.TimeWindow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingRulesTest {
  @TempDir Path folder;
  private final Recorder recorder = new Recorder();

  @ParameterizedTest
  @CsvSource({
    "karpenter.sh/capacity-type, spot, SPOT",
    "karpenter.sh/capacity-type, reserved, RESERVED",
    "eks.amazonaws.com/capacityType, SPOT, SPOT",
    "eks.amazonaws.com/capacityType, ON_DEMAND, ON_DEMAND",
    "cloud.google.com/gke-spot, true, SPOT",
    "cloud.google.com/gke-preemptible, true, SPOT",
    "cloud.google.com/gke-provisioning, standard, ON_DEMAND",
    "kubernetes.azure.com/scalesetpriority, spot, SPOT",
    "unrelated, spot, UNKNOWN"
  })
  void the_labels_of_each_cloud_tell_how_a_node_was_bought(
      String label, String value, CapacityType expected) throws Exception {
    var inventory =
        read(
            """
            apiVersion: v1
            kind: Node
            metadata: {name: n, labels: {"%s": "%s"}}
            """
                .formatted(label, value));
    assertThat(inventory.nodes().getFirst().capacityType()).isEqualTo(expected);
  }

  @Test
  void an_unmarked_node_of_a_managed_cloud_is_on_demand_in_the_zone_of_its_provider_id()
      throws Exception {
    var node =
        read("""
        apiVersion: v1
        kind: Node
        metadata: {name: n, labels: {beta.kubernetes.io/instance-type: m5.large}}
        spec: {providerID: "aws:///eu-west-1b/i-0"}
        status:
          allocatable: {cpu: 1930m, memory: 7Gi, pods: "29", nvidia.com/gpu: "2"}
          conditions: [{type: Ready, status: "True"}]
        """)
            .nodes()
            .getFirst();
    assertThat(node.capacityType()).isEqualTo(CapacityType.ON_DEMAND);
    assertThat(node.zone()).isEqualTo("eu-west-1b");
    assertThat(node.region()).isEqualTo("eu-west-1");
    assertThat(node.instanceType()).isEqualTo("m5.large");
    assertThat(node.allocatableCpu()).isEqualTo(Cpu.millis(1930));
    assertThat(node.allocatableMemory()).isEqualTo(Memory.bytes(7L << 30));
    assertThat(node.gpus()).isEqualTo(2);
    assertThat(node.maxPods()).isEqualTo(29);
    assertThat(node.ready()).isTrue();
  }

  @Test
  void accelerators_are_read_by_name_and_a_slice_is_no_whole_gpu() throws Exception {
    var containers =
        read("""
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: shop}
        spec:
          replicas: 1
          template:
            spec:
              containers:
              - {name: sliced, resources: {limits: {nvidia.com/mig-1g.5gb: "2", cpu: "1"}}}
              - {name: shared, resources: {limits: {nvidia.com/gpu.shared: 1}}}
              - {name: neuron, resources: {limits: {aws.amazon.com/neuroncore: 4}}}
              - {name: tpu, resources: {limits: {google.com/tpu: 8}}}
              - {name: whole, resources: {limits: {nvidia.com/gpu: 1}}}
        """)
            .workloads()
            .getFirst()
            .template()
            .containers();
    assertThat(containers)
        .extracting(container -> container.accelerators())
        .containsExactly(
            Map.of("nvidia.com/mig-1g.5gb", 2),
            Map.of("nvidia.com/gpu.shared", 1),
            Map.of("aws.amazon.com/neuroncore", 4),
            Map.of("google.com/tpu", 8),
            Map.of());
    assertThat(containers)
        .extracting(container -> container.resources().gpus())
        .containsExactly(0, 0, 0, 0, 1);
  }

  @Test
  void taints_and_what_pods_say_of_their_nodes_are_read() throws Exception {
    var inventory =
        read(
            """
            apiVersion: v1
            kind: Node
            metadata: {name: n}
            spec:
              taints:
              - {key: dedicated, value: batch, effect: NoSchedule}
              - {key: spot, effect: NoExecute}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: shop}
            spec:
              replicas: 2
              template:
                spec:
                  containers: [{name: web}]
                  tolerations:
                  - {key: dedicated, value: batch, effect: NoSchedule}
                  - {operator: Exists}
                  affinity:
                    nodeAffinity:
                      requiredDuringSchedulingIgnoredDuringExecution:
                        nodeSelectorTerms:
                        - matchExpressions:
                          - {key: disk, operator: In, values: [ssd, nvme]}
                          - {key: old, operator: DoesNotExist}
                  topologySpreadConstraints:
                  - {maxSkew: 3, topologyKey: topology.kubernetes.io/zone,
                     whenUnsatisfiable: DoNotSchedule}
                  - {maxSkew: 1, topologyKey: topology.kubernetes.io/zone,
                     whenUnsatisfiable: ScheduleAnyway}
            """);
    assertThat(inventory.nodes().getFirst().taints())
        .containsExactly(
            new Taint("dedicated", "batch", "NoSchedule"), new Taint("spot", "", "NoExecute"));
    assertThat(inventory.workloads().getFirst().template().scheduling())
        .isEqualTo(
            new Scheduling(
                List.of(
                    new Toleration("dedicated", "Equal", "batch", "NoSchedule"),
                    new Toleration("", "Exists", "", "")),
                List.of(
                    List.of(
                        new NodeRequirement("disk", "In", List.of("ssd", "nvme")),
                        new NodeRequirement("old", "DoesNotExist", List.of()))),
                3));
  }

  @ParameterizedTest
  @CsvSource({
    "ReplicaSet, apps/v1, Deployment",
    "ReplicaSet, apps/v1, Rollout",
    "ReplicationController, v1, DeploymentConfig",
    "Job, batch/v1, CronJob"
  })
  void pods_go_to_the_controller_of_their_controller(String via, String group, String top)
      throws Exception {
    var inventory =
        read(
            owned("Pod", "v1", "p", group, via, "mid")
                + owned(via, group, "mid", "any/v1", top, "top"));
    assertThat(inventory.workloads()).extracting(w -> w.ref().kind()).containsExactly(top);
    assertThat(inventory.pods().getFirst().workload().name()).isEqualTo("top");
  }

  @Test
  void a_custom_resource_that_owns_one_controller_is_the_workload() throws Exception {
    var inventory =
        read(
            owned("Pod", "v1", "p", "apps/v1", "StatefulSet", "db-main")
                + owned("StatefulSet", "apps/v1", "db-main", "db.example/v1", "Database", "main")
                + "spec: {replicas: 3, template: {spec: {containers: [{name: db}]}}}\n");
    var workload = inventory.workloads().getFirst();
    assertThat(inventory.workloads()).hasSize(1);
    assertThat(workload.ref().kind()).isEqualTo("Database");
    assertThat(workload.apiVersion()).isEqualTo("db.example/v1");
    assertThat(workload.replicas()).isEqualTo(3);
    assertThat(workload.template().containers()).hasSize(1);
  }

  @Test
  void the_parts_of_an_operator_that_owns_several_stay_apart_and_name_it() throws Exception {
    var inventory =
        read(
            owned("DaemonSet", "apps/v1", "a", "op.example/v1", "Network", "cluster")
                + owned("DaemonSet", "apps/v1", "b", "op.example/v1", "Network", "cluster"));
    assertThat(inventory.workloads())
        .extracting(w -> w.ref().kind() + "/" + w.ref().name())
        .containsExactly("DaemonSet/a", "DaemonSet/b");
    assertThat(inventory.workloads())
        .allMatch(w -> "Network/cluster".equals(w.annotations().get("trimtab.dev/managed-by")));
  }

  @Test
  void init_containers_that_restart_always_are_sidecars() throws Exception {
    var inventory =
        read(
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: p, namespace: shop}
            spec:
              containers: [{name: app}]
              initContainers: [{name: setup}, {name: proxy, restartPolicy: Always}]
            """);
    assertThat(inventory.pods().getFirst().containers())
        .extracting(c -> c.name() + " " + c.role())
        .containsExactly("app " + Role.APP, "setup " + Role.INIT, "proxy " + Role.SIDECAR);
    assertThat(inventory.pods().getFirst().workload().kind()).isEqualTo("Pod");
  }

  @Test
  void autoscalers_budgets_and_priorities_find_their_workload() throws Exception {
    var workload =
        read("""
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: shop}
        spec:
          replicas: 3
          template:
            metadata: {labels: {app: web, tier: front}}
            spec:
              priorityClassName: system-cluster-critical
              containers: [{name: app}]
              topologySpreadConstraints:
              - {topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable: DoNotSchedule}
              affinity:
                podAntiAffinity:
                  requiredDuringSchedulingIgnoredDuringExecution:
                  - topologyKey: kubernetes.io/hostname
                    labelSelector: {matchLabels: {app: web}}
        ---
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: {name: web, namespace: shop}
        spec:
          minReplicas: 2
          maxReplicas: 9
          scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
          metrics:
          - type: Resource
            resource: {name: memory, target: {type: Utilization, averageUtilization: 70}}
        ---
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: {name: other, namespace: shop}
        spec: {minAvailable: 1, selector: {matchLabels: {app: other}}}
        ---
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: {name: web, namespace: shop}
        spec:
          maxUnavailable: 25%
          selector: {matchExpressions: [{key: tier, operator: In, values: [front, back]}]}
        status: {disruptionsAllowed: 1}
        """)
            .workloads()
            .getFirst();
    assertThat(workload.autoscaler())
        .isEqualTo(new Workload.Autoscaler("HorizontalPodAutoscaler", "web", 2, 9, null, 70));
    assertThat(workload.budget()).isEqualTo(new Workload.DisruptionBudget("web", "", "25%", 1));
    assertThat(workload.template().priority()).isEqualTo(2_000_000_000);
    assertThat(workload.template().spreadByZone()).isTrue();
    assertThat(workload.template().onePerNode()).isTrue();
  }

  @Test
  void a_metric_of_one_container_keeps_its_name() throws Exception {
    var workload =
        read("""
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: shop}
        spec: {replicas: 3, template: {spec: {containers: [{name: app}]}}}
        ---
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: {name: web, namespace: shop}
        spec:
          minReplicas: 2
          maxReplicas: 9
          scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
          metrics:
          - type: ContainerResource
            containerResource:
              {name: cpu, container: app, target: {type: Utilization, averageUtilization: 70}}
        """)
            .workloads()
            .getFirst();
    assertThat(workload.autoscaler())
        .isEqualTo(
            new Workload.Autoscaler("HorizontalPodAutoscaler", "web", 2, 9, 70, null, "app", null));
  }

  @Test
  void a_scaled_object_wins_over_the_autoscaler_that_it_keeps() throws Exception {
    var workloads =
        read("""
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: shop}
        spec: {replicas: 2, template: {spec: {containers: [{name: web}]}}}
        ---
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata:
          name: keda-hpa-web
          namespace: shop
          ownerReferences:
          - {apiVersion: keda.sh/v1alpha1, kind: ScaledObject, name: web, uid: u, controller: true}
        spec:
          minReplicas: 1
          maxReplicas: 100
          scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
          metrics:
          - type: Resource
            resource: {name: cpu, target: {type: Utilization, averageUtilization: 60}}
        ---
        apiVersion: keda.sh/v1alpha1
        kind: ScaledObject
        metadata: {name: web, namespace: shop}
        spec:
          scaleTargetRef: {name: web}
          triggers:
          - {type: cpu, metricType: Utilization, metadata: {value: "60"}}
          - {type: memory, metadata: {type: Utilization, value: "75"}}
        ---
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: queue, namespace: shop}
        spec: {replicas: 2, template: {spec: {containers: [{name: queue}]}}}
        ---
        apiVersion: keda.sh/v1alpha1
        kind: ScaledObject
        metadata: {name: a-queue, namespace: shop}
        spec:
          scaleTargetRef: {kind: StatefulSet, name: queue}
          minReplicaCount: 1
          maxReplicaCount: 8
          triggers:
          - {type: cpu, metricType: AverageValue, metadata: {value: "500m"}}
          - {type: kafka, metadata: {topic: orders, lagThreshold: "50"}}
        """)
            .workloads();
    assertThat(workloads)
        .extracting(Workload::autoscaler)
        .containsExactly(
            new Workload.Autoscaler("ScaledObject", "web", 0, 100, 60, 75),
            new Workload.Autoscaler("ScaledObject", "a-queue", 1, 8, null, null));
  }

  @Test
  void files_tell_the_version_where_kubectl_wrote_it() throws Exception {
    var inventory =
        read(
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: shop}
            spec: {replicas: 2, template: {spec: {containers: [{name: web}]}}}
            ---
            clientVersion: {gitVersion: v1.34.0}
            serverVersion: {gitVersion: v1.32.4}
            """);
    assertThat(inventory.version()).isEqualTo("v1.32.4");
  }

  @Test
  void volumes_tell_zone_and_local_disk() throws Exception {
    var inventory =
        read(
            """
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: db, namespace: shop}
            spec:
              replicas: 1
              template: {spec: {containers: [{name: db}]}}
              volumeClaimTemplates: [{metadata: {name: data}}]
            ---
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata: {name: data-db-0, namespace: shop}
            spec: {volumeName: pv1, storageClassName: fast, resources: {requests: {storage: 10Gi}}}
            ---
            apiVersion: v1
            kind: PersistentVolume
            metadata: {name: pv1}
            spec:
              local: {path: /mnt/disk}
              nodeAffinity:
                required:
                  nodeSelectorTerms:
                  - matchExpressions:
                    - {key: topology.kubernetes.io/zone, operator: In, values: [eu-west-1a]}
            """);
    assertThat(inventory.policies().claims())
        .containsExactly(
            new Claim(
                "shop", "data-db-0", "fast", Memory.bytes(10L << 30), "pv1", "eu-west-1a", true));
    assertThat(inventory.workloads().getFirst().template().claims()).containsExactly("data-db-0");
    assertThat(inventory.workloads().getFirst().template().localStorage()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"/data, true", "/var/run/docker.sock, false", "/var/log, false", "/, false"})
  void a_host_path_counts_as_local_storage_unless_it_is_the_systems(String path, boolean local)
      throws Exception {
    var inventory =
        read(
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: p, namespace: shop}
            spec:
              containers: [{name: app, volumeMounts: [{name: v, mountPath: /v}]}]
              volumes: [{name: v, hostPath: {path: %s}}, {name: scratch, emptyDir: {}}]
            """
                .formatted(path));
    assertThat(inventory.workloads().getFirst().template().localStorage()).isEqualTo(local);
  }

  @Test
  void hostile_input_is_cut_or_reported_and_never_a_crash() throws Exception {
    var inventory =
        read(
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: p, namespace: "=cmd()", labels: {team: "%s"}}
            spec:
              containers:
              - {name: app, resources: {requests: {cpu: 1e999999999, memory: 12Zi}}}
            """
                .formatted("x".repeat(64 * 1024)));
    assertThat(inventory.namespaces()).extracting(n -> n.name()).containsExactly("=cmd()");
    assertThat(inventory.workloads().getFirst().labels().get("team")).hasSize(1024);
    assertThat(inventory.pods().getFirst().containers().getFirst().resources().cpuRequest())
        .isNull();
    assertThat(recorder.problems)
        .extracting(Problem::reason)
        .contains("long-label", "bad-quantity");
  }

  @Test
  void a_raw_list_names_the_kind_of_its_items_once_and_last() throws Exception {
    Files.writeString(
        folder.resolve("pods.json"),
        """
        {"items":[{"metadata":{"name":"p","namespace":"shop"},"spec":{"containers":[]}}],
         "apiVersion":"v1","kind":"PodList"}\
        """);
    assertThat(read("").pods()).hasSize(1);
  }

  @Test
  void a_broken_file_is_a_problem_with_its_line_and_the_others_are_read() throws Exception {
    Files.writeString(folder.resolve("broken.yaml"), "a: [1\nb: {{ .Values.x }}\n");
    var inventory = read("apiVersion: v1\nkind: Node\nmetadata: {name: n}\n");
    assertThat(inventory.nodes()).hasSize(1);
    assertThat(recorder.problems)
        .singleElement()
        .satisfies(problem -> assertThat(problem.subject()).startsWith("broken.yaml:"));
  }

  private ClusterInventory read(String yaml) throws IOException, SourceUnavailable {
    Files.writeString(folder.resolve("objects.yaml"), yaml);
    new KubernetesFilesSource("test", folder)
        .collect(
            TimeWindow.ending(Instant.parse("2026-11-02T00:00:00Z"), Duration.ofDays(1)), recorder);
    return recorder.inventory();
  }

  private static String owned(
      String kind,
      String apiVersion,
      String name,
      String ownerApi,
      String ownerKind,
      String owner) {
    return """
    ---
    apiVersion: %s
    kind: %s
    metadata:
      name: %s
      namespace: shop
      ownerReferences: [{apiVersion: %s, kind: %s, name: %s, uid: u-%s, controller: true}]
    """
        .formatted(apiVersion, kind, name, ownerApi, ownerKind, owner, owner);
  }
}
