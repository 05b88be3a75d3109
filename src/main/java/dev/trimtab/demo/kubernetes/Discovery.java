package dev.trimtab.demo.kubernetes;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Answers what the API server serves.
final class Discovery {
  private Discovery() {}

  /// The document at a discovery path; empty for any other path.
  static Optional<ObjectNode> at(String path) {
    return switch (path) {
      case "/version" -> Optional.of(version());
      case "/api" -> Optional.of(coreVersions());
      case "/apis" -> Optional.of(groups());
      default -> resources(path).or(() -> group(path));
    };
  }

  private static ObjectNode version() {
    var version = Objects.object().put("major", "1").put("minor", "33");
    version.put("gitVersion", "v1.33.5-eks-113cf36").put("gitCommit", "113cf36");
    version.put("gitTreeState", "clean").put("buildDate", "2026-09-30T21:45:02Z");
    return version
        .put("goVersion", "go1.24.6")
        .put("compiler", "gc")
        .put("platform", "linux/amd64");
  }

  private static ObjectNode coreVersions() {
    var document = Objects.object().put("kind", "APIVersions");
    document.putArray("versions").add("v1");
    document.putArray("serverAddressByClientCIDRs");
    return document;
  }

  private static ObjectNode groups() {
    var document = Objects.object().put("kind", "APIGroupList").put("apiVersion", "v1");
    var groups = document.putArray("groups");
    for (var type : distinctGroups()) {
      describe(groups.addObject(), type);
    }
    return document;
  }

  private static Optional<ObjectNode> group(String path) {
    return distinctGroups().stream()
        .filter(type -> path.equals("/apis/" + type.group()))
        .findFirst()
        .map(type ->
            describe(Objects.object().put("kind", "APIGroup").put("apiVersion", "v1"), type));
  }

  private static List<ResourceType> distinctGroups() {
    var seen = new java.util.HashSet<String>();
    return ResourceType.ALL.stream()
        .filter(type -> !type.group().isEmpty() && seen.add(type.group()))
        .toList();
  }

  private static ObjectNode describe(ObjectNode target, ResourceType type) {
    target.put("name", type.group());
    var version = target.putArray("versions").addObject();
    version.put("groupVersion", type.apiVersion()).put("version", type.version());
    target.set("preferredVersion", version.deepCopy());
    return target;
  }

  private static Optional<ObjectNode> resources(String path) {
    var types = ResourceType.ALL.stream().filter(type -> type.root().equals(path)).toList();
    if (types.isEmpty()) {
      return Optional.empty();
    }
    var document = Objects.object().put("kind", "APIResourceList").put("apiVersion", "v1");
    document.put("groupVersion", types.getFirst().apiVersion());
    var resources = document.putArray("resources");
    for (var type : types) {
      var resource = resources.addObject().put("name", type.plural()).put("singularName", "");
      resource.put("namespaced", type.namespaced()).put("kind", type.kind());
      resource.putArray("verbs").add("get").add("list");
    }
    return Optional.of(document);
  }
}
