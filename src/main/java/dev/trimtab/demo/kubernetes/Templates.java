package dev.trimtab.demo.kubernetes;

import dev.trimtab.demo.world.ContainerSpec;
import dev.trimtab.demo.world.ContainerSpec.Role;
import dev.trimtab.demo.world.WorkloadSpec;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// Pod templates, as the owners wrote them.
final class Templates {
  /// The resource that NVIDIA's device plugin offers, and the taint that keeps others off its
  /// nodes.
  static final String GPU = "nvidia.com/gpu";

  private static final Map<String, String> API_VERSIONS =
      Map.of(
          "Rollout", "argoproj.io/v1alpha1",
          "Cluster", "postgresql.cnpg.io/v1",
          "Prometheus", "monitoring.coreos.com/v1",
          "Job", "batch/v1",
          "CronJob", "batch/v1");

  private Templates() {}

  static String apiVersion(String kind) {
    return API_VERSIONS.getOrDefault(kind, "apps/v1");
  }

  static Map<String, String> labels(WorkloadSpec workload) {
    var labels = new TreeMap<String, String>();
    labels.put("app.kubernetes.io/name", workload.name());
    labels.put("app.kubernetes.io/part-of", workload.namespace());
    return labels;
  }

  static Map<String, String> podAnnotations(WorkloadSpec workload) {
    return workload.is("hpa")
        ? Map.of("prometheus.io/scrape", "true", "prometheus.io/port", "9102")
        : Map.of();
  }

  static String image(WorkloadSpec workload, ContainerSpec container) {
    return "registry.larkspur.example/%s/%s:2026.11"
        .formatted(workload.namespace(), container.name());
  }

  static ObjectNode template(WorkloadSpec workload) {
    var template = Objects.object();
    Objects.put(template.putObject("metadata").putObject("labels"), labels(workload));
    template.set("spec", podSpec(workload, false));
    return template;
  }

  /// The spec of a pod as the API server has it, webhooks' additions included.
  static ObjectNode podSpec(WorkloadSpec workload) {
    return podSpec(workload, true);
  }

  private static ObjectNode podSpec(WorkloadSpec workload, boolean injected) {
    var spec = Objects.object();
    var main = spec.putArray("containers");
    var init = spec.putArray("initContainers");
    for (var container : workload.containers()) {
      if (container.role() == Role.INJECTED && !injected) {
        continue;
      }
      boolean first = container.role() == Role.INIT || container.role() == Role.NATIVE;
      container((first ? init : main).addObject(), workload, container);
    }
    spec.put("restartPolicy", workload.kindIs("Job", "CronJob") ? "Never" : "Always");
    spec.put("terminationGracePeriodSeconds", workload.is("pvc") ? 120 : 30);
    spec.put("schedulerName", "default-scheduler");
    priority(spec, workload);
    placement(spec, workload);
    return spec;
  }

  private static void container(ObjectNode target, WorkloadSpec workload, ContainerSpec container) {
    target.put("name", container.name());
    target.put("image", image(workload, container));
    if (container.role() == Role.NATIVE) {
      target.put("restartPolicy", "Always");
    }
    if (workload.is("jvm") && container.role() == Role.MAIN) {
      var heap = target.putArray("env").addObject();
      heap.put("name", "JAVA_TOOL_OPTIONS");
      heap.put("value", "-XX:MaxRAMPercentage=70");
    }
    var resources = target.putObject("resources");
    quantities(resources, "requests", container.cpuRequest(), container.memoryRequest());
    quantities(resources, "limits", container.cpuLimit(), container.memoryLimit());
    if (workload.gpus() > 0 && container.role() == Role.MAIN) {
      // the API server takes the limit for the request
      resources.withObjectProperty("requests").put(GPU, Integer.toString(workload.gpus()));
      resources.withObjectProperty("limits").put(GPU, Integer.toString(workload.gpus()));
    }
  }

  private static void quantities(ObjectNode resources, String name, int cpu, int memory) {
    if (cpu > 0 || memory > 0) {
      var quantities = resources.putObject(name);
      if (cpu > 0) {
        quantities.put("cpu", cpu % 1000 == 0 ? Integer.toString(cpu / 1000) : cpu + "m");
      }
      if (memory > 0) {
        quantities.put("memory", memory % 1024 == 0 ? memory / 1024 + "Gi" : memory + "Mi");
      }
    }
  }

  private static void priority(ObjectNode spec, WorkloadSpec workload) {
    if (workload.is("critical")) {
      spec.put("priorityClassName", "business-critical").put("priority", 100_000);
    } else if (workload.is("system")) {
      spec.put("priorityClassName", "system-node-critical").put("priority", 2_000_001_000);
    } else if (workload.kindIs("Job", "CronJob")) {
      spec.put("priorityClassName", "batch").put("priority", -10);
    }
  }

  private static void placement(ObjectNode spec, WorkloadSpec workload) {
    if (workload.kindIs("DaemonSet")) {
      spec.putArray("tolerations").addObject().put("operator", "Exists");
    } else if (workload.is("spot")) {
      tolerates(spec, "larkspur.example/spot");
    } else if (workload.gpus() > 0) {
      tolerates(spec, GPU);
    }
    if (!workload.is("arm") && !workload.kindIs("DaemonSet")) {
      spec.putObject("nodeSelector").put("kubernetes.io/arch", "amd64");
    }
    if (workload.is("pdb") && workload.kindIs("Deployment", "Rollout")) {
      var spread = spec.putArray("topologySpreadConstraints").addObject();
      spread.put("maxSkew", 1);
      spread.put("topologyKey", "topology.kubernetes.io/zone");
      spread.put("whenUnsatisfiable", "ScheduleAnyway");
      selector(spread, "labelSelector", workload);
    }
  }

  private static void tolerates(ObjectNode spec, String key) {
    spec.putArray("tolerations").addObject().put("key", key).put("operator", "Exists");
  }

  /// Puts the selector of a workload's pods under a name.
  static void selector(ObjectNode target, String name, WorkloadSpec workload) {
    Objects.put(
        target.putObject(name).putObject("matchLabels"),
        Map.of("app.kubernetes.io/name", workload.name()));
  }
}
