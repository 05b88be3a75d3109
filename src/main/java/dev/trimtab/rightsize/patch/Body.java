package dev.trimtab.rightsize.patch;

import dev.trimtab.model.cluster.Container.Role;
import dev.trimtab.model.cluster.Resources;
import dev.trimtab.model.finding.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a patch says, before it is written as YAML or JSON: maps, lists, strings, and a null for
/// what is to go.
final class Body {
  private Body() {}

  /// The patch of the owning object, from its `spec` down; empty where nothing stands in its
  /// template.
  ///
  /// @param resizes of containers of one workload
  static Map<String, @Nullable Object> spec(List<Finding.Resize> resizes) {
    var template = new LinkedHashMap<String, @Nullable Object>();
    var annotations = Injection.annotations(resizes);
    if (!annotations.isEmpty()) {
      template.put("metadata", one("annotations", annotations));
    }
    var containers = containers(resizes);
    if (!containers.isEmpty()) {
      template.put("spec", containers);
    }
    if (template.isEmpty()) {
      return template;
    }
    var inSpec = one("template", template);
    boolean deeper = resizes.getFirst().workload().kind().equals("CronJob");
    return one("spec", deeper ? one("jobTemplate", one("spec", inSpec)) : inSpec);
  }

  /// The lists of a pod's spec, injected containers left out: they stand in no template.
  private static Map<String, @Nullable Object> containers(List<Finding.Resize> resizes) {
    var lists = new LinkedHashMap<String, @Nullable Object>();
    put(lists, "containers", resizes.stream().filter(r -> r.role() == Role.APP).toList());
    // A sidecar is an init container that restarts always.
    put(
        lists,
        "initContainers",
        resizes.stream().filter(r -> r.role() == Role.SIDECAR || r.role() == Role.INIT).toList());
    return lists;
  }

  private static void put(
      Map<String, @Nullable Object> lists, String name, List<Finding.Resize> resizes) {
    if (!resizes.isEmpty()) {
      var containers = new ArrayList<Map<String, @Nullable Object>>();
      for (var resize : resizes) {
        containers.add(container(resize.container().container(), resources(resize)));
      }
      lists.put(name, containers);
    }
  }

  /// An item of a list of containers.
  static Map<String, @Nullable Object> container(
      String name, Map<String, @Nullable Object> resources) {
    var container = one("name", name);
    container.put("resources", resources);
    return container;
  }

  /// Requests and limits; a limit that is to go is null, since a patch leaves what it does not
  /// name.
  static Map<String, @Nullable Object> resources(Finding.Resize resize) {
    return resources(resize.current(), resize.proposed());
  }

  static Map<String, @Nullable Object> resources(Resources from, Resources to) {
    var requests = new LinkedHashMap<String, @Nullable Object>();
    put(requests, "cpu", to.cpuRequest());
    put(requests, "memory", to.memoryRequest());
    var all = new LinkedHashMap<String, @Nullable Object>();
    if (!requests.isEmpty()) {
      all.put("requests", requests);
    }
    var limits = limits(from, to);
    if (!limits.isEmpty()) {
      all.put("limits", limits);
    }
    return all;
  }

  private static Map<String, @Nullable Object> limits(Resources from, Resources to) {
    var limits = new LinkedHashMap<String, @Nullable Object>();
    if (to.cpuLimit() != null || from.cpuLimit() != null) {
      limits.put("cpu", text(to.cpuLimit()));
    }
    if (to.memoryLimit() != null || from.memoryLimit() != null) {
      limits.put("memory", text(to.memoryLimit()));
    }
    return limits;
  }

  private static void put(
      Map<String, @Nullable Object> into, String key, @Nullable Object quantity) {
    if (quantity != null) {
      into.put(key, quantity.toString());
    }
  }

  static @Nullable String text(@Nullable Object quantity) {
    return quantity == null ? null : quantity.toString();
  }

  static Map<String, @Nullable Object> one(String key, Object value) {
    var map = new LinkedHashMap<String, @Nullable Object>();
    map.put(key, value);
    return map;
  }
}
