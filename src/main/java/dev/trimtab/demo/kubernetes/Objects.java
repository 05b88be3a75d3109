package dev.trimtab.demo.kubernetes;

import dev.trimtab.demo.seed.Noise;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The parts that objects of every kind share.
final class Objects {
  private Objects() {}

  static ObjectNode object() {
    return JsonMapper.shared().createObjectNode();
  }

  /// An object with its metadata, in no namespace.
  static ObjectNode named(String name, Instant created) {
    var object = object();
    var metadata = object.putObject("metadata");
    metadata.put("name", name);
    metadata.put("uid", Noise.uuid(Noise.of(created.getEpochSecond(), name)));
    metadata.put("resourceVersion", Long.toString(created.getEpochSecond() / 7));
    metadata.put("creationTimestamp", created.truncatedTo(ChronoUnit.SECONDS).toString());
    return object;
  }

  static ObjectNode named(String namespace, String name, Instant created) {
    var object = named(name, created);
    metadata(object).put("namespace", namespace);
    return object;
  }

  static ObjectNode metadata(ObjectNode object) {
    return (ObjectNode) object.get("metadata");
  }

  static void labels(ObjectNode object, Map<String, String> labels) {
    put(metadata(object).putObject("labels"), labels);
  }

  static void annotations(ObjectNode object, Map<String, String> annotations) {
    put(metadata(object).putObject("annotations"), annotations);
  }

  static void owner(ObjectNode object, String apiVersion, String kind, String name) {
    var owner = metadata(object).putArray("ownerReferences").addObject();
    owner.put("apiVersion", apiVersion);
    owner.put("kind", kind);
    owner.put("name", name);
    owner.put("uid", Noise.uuid(Noise.of(kind.hashCode(), name)));
    owner.put("controller", true);
    owner.put("blockOwnerDeletion", true);
  }

  static void put(ObjectNode target, Map<String, String> entries) {
    entries.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> target.put(entry.getKey(), entry.getValue()));
  }

  static void condition(ObjectNode status, String type, boolean met, Instant since) {
    var conditions = status.withArray("conditions");
    var condition = conditions.addObject();
    condition.put("type", type);
    condition.put("status", met ? "True" : "False");
    condition.put("lastTransitionTime", since.truncatedTo(ChronoUnit.SECONDS).toString());
  }
}
