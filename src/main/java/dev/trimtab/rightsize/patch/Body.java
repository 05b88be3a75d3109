package dev.trimtab.rightsize.patch;

import dev.trimtab.model.cluster.Container;
import dev.trimtab.model.cluster.Resources;
import dev.trimtab.model.finding.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a patch says, before it is written as YAML or JSON: maps, lists, strings, and a null for
/// what is to go.
public final class Body {
  private Body() {}

  /// The patch of the owning object, from its `spec` down.
  public static Map<String, @Nullable Object> spec(Finding.Resize resize) {
    var container = new LinkedHashMap<String, @Nullable Object>();
    container.put("name", resize.container().container());
    container.put("resources", resources(resize));
    // A sidecar is an init container that restarts always.
    var list = resize.role() == Container.Role.APP ? "containers" : "initContainers";
    var template = one("template", one("spec", one(list, List.of(container))));
    return one(
        "spec",
        resize.workload().kind().equals("CronJob")
            ? one("jobTemplate", one("spec", template))
            : template);
  }

  /// Requests and limits; a limit that is to go is null, since a patch leaves what it does not
  /// name.
  public static Map<String, @Nullable Object> resources(Finding.Resize resize) {
    var to = resize.proposed();
    var requests = new LinkedHashMap<String, @Nullable Object>();
    put(requests, "cpu", to.cpuRequest());
    put(requests, "memory", to.memoryRequest());
    var all = new LinkedHashMap<String, @Nullable Object>();
    if (!requests.isEmpty()) {
      all.put("requests", requests);
    }
    var limits = limits(resize.current(), to);
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

  private static @Nullable String text(@Nullable Object quantity) {
    return quantity == null ? null : quantity.toString();
  }

  private static Map<String, @Nullable Object> one(String key, Object value) {
    var map = new LinkedHashMap<String, @Nullable Object>();
    map.put(key, value);
    return map;
  }
}
