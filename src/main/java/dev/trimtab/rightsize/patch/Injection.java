package dev.trimtab.rightsize.patch;

import dev.trimtab.model.cluster.Container.Role;
import dev.trimtab.model.finding.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The pod annotations by which a mesh sizes the proxy that its webhook injects.
///
/// With any of its four set, Istio takes none from its defaults, so all of them are written
/// (injection-template.yaml, `define "resources"`).
///
/// @param container as the mesh names its proxy
record Injection(
    String container,
    String cpuRequest,
    String memoryRequest,
    String cpuLimit,
    String memoryLimit) {
  private static final List<Injection> KNOWN =
      List.of(
          new Injection(
              "istio-proxy",
              "sidecar.istio.io/proxyCPU",
              "sidecar.istio.io/proxyMemory",
              "sidecar.istio.io/proxyCPULimit",
              "sidecar.istio.io/proxyMemoryLimit"),
          new Injection(
              "linkerd-proxy",
              "config.linkerd.io/proxy-cpu-request",
              "config.linkerd.io/proxy-memory-request",
              "config.linkerd.io/proxy-cpu-limit",
              "config.linkerd.io/proxy-memory-limit"));

  /// What sizes an injected container; empty for one that stands in the template, and for one that
  /// nobody knows how to size.
  static Optional<Injection> of(Finding.Resize resize) {
    return KNOWN.stream()
        .filter(each ->
            resize.role() == Role.INJECTED
                && each.container().equals(resize.container().container()))
        .findFirst();
  }

  /// Whether only whoever injects a container can size it.
  static boolean unknown(Finding.Resize resize) {
    return resize.role() == Role.INJECTED && of(resize).isEmpty();
  }

  /// The annotations of all injected containers that have them.
  static Map<String, @Nullable Object> annotations(List<Finding.Resize> resizes) {
    var all = new LinkedHashMap<String, @Nullable Object>();
    for (var resize : resizes) {
      of(resize).ifPresent(injection -> all.putAll(injection.annotations(resize)));
    }
    return all;
  }

  private Map<String, @Nullable Object> annotations(Finding.Resize resize) {
    var from = resize.current();
    var to = resize.proposed();
    var all = new LinkedHashMap<String, @Nullable Object>();
    put(all, cpuRequest, from.cpuRequest(), to.cpuRequest());
    put(all, memoryRequest, from.memoryRequest(), to.memoryRequest());
    put(all, cpuLimit, from.cpuLimit(), to.cpuLimit());
    put(all, memoryLimit, from.memoryLimit(), to.memoryLimit());
    return all;
  }

  private static void put(
      Map<String, @Nullable Object> all, String name, @Nullable Object from, @Nullable Object to) {
    if (from != null || to != null) {
      all.put(name, Body.text(to));
    }
  }
}
