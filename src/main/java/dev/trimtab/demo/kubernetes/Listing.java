package dev.trimtab.demo.kubernetes;

import dev.trimtab.demo.world.ClusterWorld;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Every object of a cluster by its type, serialised once when first asked for.
final class Listing {
  private final ClusterWorld cluster;
  private final Map<ResourceType, List<Item>> items = new ConcurrentHashMap<>();

  /// A serialised object.
  ///
  /// @param namespace empty where it has none
  record Item(String namespace, String name, String json) {}

  Listing(ClusterWorld cluster) {
    this.cluster = cluster;
  }

  /// The objects in the order in which the API server lists them.
  List<Item> of(ResourceType type) {
    return items.computeIfAbsent(type, this::build);
  }

  private List<Item> build(ResourceType type) {
    var built = new ArrayList<Item>();
    objects(type)
        .forEach(object -> {
          var metadata = Objects.metadata(object);
          built.add(
              new Item(
                  metadata.path("namespace").asString(""),
                  metadata.path("name").asString(),
                  JsonMapper.shared().writeValueAsString(withKind(type, object))));
        });
    built.sort(Comparator.comparing(Item::namespace).thenComparing(Item::name));
    return built;
  }

  private static ObjectNode withKind(ResourceType type, ObjectNode object) {
    if (!type.custom()) {
      return object;
    }
    var whole = Objects.object().put("apiVersion", type.apiVersion()).put("kind", type.kind());
    whole.setAll(object);
    return whole;
  }

  private Stream<ObjectNode> objects(ResourceType type) {
    var workloads = new WorkloadObjects(cluster);
    var policies = new PolicyObjects(cluster);
    return switch (type.kind()) {
      case "Namespace" -> new NodeObjects(cluster).namespaces();
      case "Node" -> new NodeObjects(cluster).nodes();
      case "Pod" -> new PodObjects(cluster).all();
      case "PersistentVolume" -> new StorageObjects(cluster).volumes();
      case "PersistentVolumeClaim" -> new StorageObjects(cluster).claims();
      case "LimitRange" -> policies.limitRanges();
      case "ResourceQuota" -> policies.quotas();
      case "HorizontalPodAutoscaler" -> policies.autoscalers();
      case "ScaledObject" -> policies.scaledObjects();
      case "PodDisruptionBudget" -> policies.disruptionBudgets();
      case "PriorityClass" -> policies.priorityClasses();
      case "ReplicaSet" -> workloads.replicaSets();
      case "Job" -> workloads.jobs();
      case "CronJob" -> workloads.cronJobs();
      case "Prometheus" -> workloads.operated();
      case "PodMetrics" -> new MetricsObjects(cluster).pods();
      case "NodeMetrics" -> new MetricsObjects(cluster).nodes();
      case "ReplicationController" -> Stream.empty();
      case "ServiceAccount" -> new AccountObjects(cluster).serviceAccounts();
      default -> workloads.controllers(type.kind());
    };
  }
}
