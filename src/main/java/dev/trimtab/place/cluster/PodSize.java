package dev.trimtab.place.cluster;

import dev.trimtab.model.cluster.Container;
import dev.trimtab.model.cluster.Resources;
import dev.trimtab.place.plan.Size;
import java.util.List;
import java.util.Map;

/// What the scheduler reserves for one pod.
final class PodSize {
  private static final long MICROS = 1000;
  private static final long GPU_MILLIS = 1000;

  private PodSize() {}

  /// Kubernetes' rule, resource by resource: what all run together ask for, sidecars included, or
  /// what an init container asks for beside the sidecars started before it, whichever is more.
  ///
  /// @param containers as the pod's spec lists them: init containers and sidecars in their order
  /// @param proposed requests in place of a container's own, by its name; GPUs stay
  static Size of(List<Container> containers, Map<String, Resources> proposed) {
    var together = Size.ZERO;
    var started = Size.ZERO;
    var peak = Size.ZERO;
    for (var container : containers) {
      var size = size(container, proposed);
      switch (container.role()) {
        case APP, INJECTED -> together = together.plus(size);
        case SIDECAR -> {
          together = together.plus(size);
          started = started.plus(size);
        }
        case INIT -> peak = most(peak, started.plus(size));
      }
    }
    return most(peak, together);
  }

  private static Size size(Container container, Map<String, Resources> proposed) {
    var asked = proposed.getOrDefault(container.name(), container.resources());
    // Kubernetes takes a limit for the request where none is stated
    var cpu = asked.cpuRequest() == null ? asked.cpuLimit() : asked.cpuRequest();
    var memory = asked.memoryRequest() == null ? asked.memoryLimit() : asked.memoryRequest();
    return new Size(
        cpu == null ? 0 : Math.multiplyExact(cpu.millis(), MICROS),
        memory == null ? 0 : memory.bytes(),
        container.resources().gpus() * GPU_MILLIS);
  }

  private static Size most(Size a, Size b) {
    return new Size(
        Math.max(a.cpuMicros(), b.cpuMicros()),
        Math.max(a.memoryBytes(), b.memoryBytes()),
        Math.max(a.gpuMillis(), b.gpuMillis()));
  }
}
